package dev.understudy.corpus.selection;

import dev.understudy.chat.Message;
import java.util.Optional;

/// A reason to leave messages out of a corpus.
///
/// It sees every message that those before it let pass, in the order of the source, so it may
/// remember what was said. A build reads the messages several times, each time with new filters.
@FunctionalInterface
public interface Filter {
    /// Why `message` is left out; nothing when it may stay.
    ///
    /// @param text the message's as a transcript holds it
    Optional<Omission> judge(Message message, String text);

    /// Those that `message.kind()` leaves out.
    Filter KIND = (message, _) -> Omission.of(message.kind());

    /// Those without a text.
    Filter EMPTY = (_, text) -> text.isEmpty() ? Optional.of(Omission.EMPTY) : Optional.empty();
}
