package dev.understudy.likeness.style;

/// How far apart the manners of two sets of turns are; 0 is the same.
///
/// The first four are Jensen-Shannon divergences of histograms, in bits, from 0 to 1 (Lin 1991);
/// the others differences of shares, from 0 to 1.
///
/// @param words of a turn
/// @param characters of a turn
/// @param lines of a turn: messages sent in one burst
/// @param endings of lines: which punctuation mark, or none
/// @param punctuation characters that are marks
/// @param capitals letters that are upper-case
/// @param emoji turns with an emoji
public record StyleDistance(
        double words,
        double characters,
        double lines,
        double endings,
        double punctuation,
        double capitals,
        double emoji) {}
