package dev.understudy.generation;

/// What a model wrote.
///
/// @param tokens drawn, those of a stop text included
public record Sample(String text, int tokens, End end) {
    /// Why it stopped there.
    public enum End {
        /// The model ended the text.
        END_OF_TEXT,
        /// A stop text came.
        STOP,
        /// There were as many tokens as were asked for.
        LENGTH,
        /// Nobody listens any more.
        CANCELLED
    }
}
