package dev.understudy.model.shared;

import java.time.Duration;

/// Hears how models are used, for whoever watches them. Numbers and times alone, no words.
/// Thread-safe, and quick.
public interface Usage {
    /// Nobody watches.
    Usage NONE = () -> 0;

    /// Nanoseconds since some moment; only differences mean anything.
    long nanos();

    /// Somebody waited so long until the model was free for them.
    default void queued(Duration wait) {}

    /// A model computed the next tokens of some texts in one call.
    ///
    /// @param texts how many
    /// @param tokens of all of them together, with those that were guessed
    default void called(int texts, int tokens, Duration call) {}

    /// A reply has its first token.
    ///
    /// @param wait since it was asked for
    default void begun(Duration wait) {}

    /// A reply has ended, or was broken off.
    ///
    /// @param tokens that it has
    /// @param time since it was begun
    default void ended(int tokens, Duration time) {}

    /// What is between two [#nanos].
    static Duration between(long from, long to) {
        return Duration.ofNanos(to - from);
    }
}
