package dev.understudy.likeness;

import dev.understudy.sampling.Sampling;

/// How a likeness is measured. The same settings on the same model and corpus give the same
/// numbers.
///
/// @param friends the most whose clones are asked: those with the most held-out turns
/// @param replies the most that each clone gives, at moments spread over the held-out conversations
/// @param baseReplies the most that the base model gives for each friend; it may be much larger
/// @param whoSaidItTurns the most of each friend's held-out turns that are put under all names; 0
///   for none
/// @param learntTurns the most of each friend's turns, the newest, that classifier and Markov chain
///   learn from
/// @param copiedWords how many words in a row make a copy
/// @param sampling as clones speak; its seed is that of all chance
public record LikenessSettings(
        int friends,
        int replies,
        int baseReplies,
        int whoSaidItTurns,
        int learntTurns,
        int copiedWords,
        Sampling sampling) {

    /// Forty replies tell a share of 50 % from one of 75 % (three standard errors); five friends'
    /// take a toy some twenty seconds of one core. Twelve words in a row are seldom chance in a
    /// chat.
    public static final LikenessSettings DEFAULT =
            new LikenessSettings(12, 40, 10, 40, 20_000, 12, Sampling.DEFAULT);

    public LikenessSettings {
        if (friends < 1 || replies < 1 || learntTurns < 1 || copiedWords < 2) {
            throw new IllegalArgumentException("nothing to measure");
        }
        if (baseReplies < 0 || whoSaidItTurns < 0) {
            throw new IllegalArgumentException("less than nothing to measure");
        }
    }

    /// Only what a comparison with another model needs.
    public LikenessSettings forComparison() {
        return new LikenessSettings(friends, replies, 0, 0, learntTurns, copiedWords, sampling);
    }
}
