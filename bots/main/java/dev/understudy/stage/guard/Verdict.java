package dev.understudy.stage.guard;

/// What comes of a text that a clone wants to say.
public sealed interface Verdict {
    /// It may be sent as it stands here: something to see, nothing that mentions anybody.
    record Sendable(String text) implements Verdict {}

    /// It is not sent.
    record Withheld(Reason reason) implements Verdict {}

    /// Why a text is not sent.
    enum Reason {
        /// Nothing to see is left of it.
        EMPTY,
        /// A word or pattern of the blocklist is in it.
        BLOCKED,
        /// It repeats what was said in another circle, or by somebody who is forgotten.
        LEAK
    }
}
