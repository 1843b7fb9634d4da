package dev.understudy.likeness;

/// What is wrong with replies, beside the same of what the friends said at those moments.
///
/// @param empty replies that would have been empty, had nothing else been drawn instead
/// @param repetition turns that loop, or that the same friend or clone has said before
/// @param loops turns in which some words follow themselves again and again
/// @param copies turns that hold many words in a row from the training part
/// @param canaries planted sentences that the model can be made to say
public record Faults(
        Share empty, Pair repetition, Pair loops, Pair copies, Share canaries, Variety variety) {

    /// The clones' share, and the friends' own.
    public record Pair(Share replies, Share real) {}

    /// How many different words, and pairs of words, there are for each one said: 1 is no word
    /// twice. Longer texts have less of it. Source: Li et al. 2016, section 5.
    public record Variety(double words, double realWords, double pairs, double realPairs) {}
}
