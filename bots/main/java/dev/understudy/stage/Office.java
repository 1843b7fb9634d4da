package dev.understudy.stage;

import dev.understudy.chat.Circle;
import java.util.Optional;

/// Where operators' commands about models are carried out. Methods return what to tell them, and
/// throw UserError when it cannot be done. Thread-safe.
public interface Office {
    /// The versions of a circle's model, a line each.
    String models(Circle circle);

    /// Lets an earlier version speak from the next reply on.
    ///
    /// @param version as in `0002`; none is the one before
    String rollback(Circle circle, Optional<String> version);

    /// Trains on what is new.
    String retrain(Circle circle);
}
