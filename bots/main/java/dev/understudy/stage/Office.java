package dev.understudy.stage;

import dev.understudy.chat.Circle;
import java.util.Optional;
import java.util.function.Consumer;

/// Where operators' commands about models are carried out. Methods return what to tell them, and
/// throw UserError when it cannot be done. Thread-safe.
public interface Office {
    /// The versions of a circle's model, a line each.
    String models(Circle circle);

    /// Lets an earlier version speak from the next reply on.
    ///
    /// @param version as in `0002`; none is the one before
    String rollback(Circle circle, Optional<String> version);

    /// Begins to train a circle's model on all that it wrote, or goes on where that was
    /// interrupted. The new version speaks once it is done.
    ///
    /// @param later is told how it ended
    String retrain(Circle circle, Consumer<String> later);

    /// How far a circle's training has come; empty when there is none.
    Optional<String> training(Circle circle);

    /// Deletes what was built from the words of those who may not be used any more: a corpus, a run
    /// that is under way or was interrupted. To be called after somebody took back their consent.
    void withdraw(Circle circle);

    /// Deletes all that was built from a circle's words, besides its models; versions that saw
    /// somebody who is forgotten are never gone back to. To be called after somebody was.
    void forget(Circle circle);
}
