package dev.understudy.generation.guess;

/// A token that probably comes next.
///
/// @param chance that the model picks it, as far as is known; 0 to 1
/// @param source who said so, for [Trust]
record Guess(int token, double chance, int source) {
    /// Nobody knows.
    static final Guess NONE = new Guess(-1, 0, -1);
}
