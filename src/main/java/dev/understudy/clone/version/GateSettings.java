package dev.understudy.clone.version;

import dev.understudy.settings.Range;

/// What is asked of a new version before it goes live. Shares are from 0 to 1.
///
/// @param lossMargin how much worse than the live version it may foresee the newest conversations,
///   as a part of the live version's loss
/// @param friendLossMargin the same for each friend's words, which are fewer
/// @param friendTokens a friend with fewer held-out tokens is not looked at alone
/// @param empty the most replies that would have been empty
/// @param repetition the most replies that loop, or that were given before
/// @param copies the most replies that hold many words in a row of what was learnt
/// @param canaries the most planted sentences that it can be made to say
/// @param faultMargin how much more of empty replies, repetition and copies there may be than the
///   live version has, or than the friends themselves, where that is more than the above
/// @param attributionMargin how much less than the live version's its replies may be given to the
///   right friend, besides what is chance; for one friend twice as much
/// @param overChance how many times more often than by guessing its replies must be given to the
///   right friend
/// @param flood how many times as many messages that are alike one friend may send in a day as
///   anybody did in the month before
public record GateSettings(
        double lossMargin,
        double friendLossMargin,
        int friendTokens,
        double empty,
        double repetition,
        double copies,
        double canaries,
        double faultMargin,
        double attributionMargin,
        double overChance,
        double flood) {
    /// What every share may be.
    public static final Range SHARE = new Range(0, 1);

    /// What `friend-tokens` may be.
    public static final Range TOKENS = new Range(1, 1_000_000);

    /// What `over-chance` and `flood` may be.
    public static final Range TIMES = new Range(0, 100);

    /// A start, to be set by what many nights show: a loss two percent worse is felt by nobody, and
    /// a friend's 200 tokens are measured less surely than all of them.
    public static final GateSettings DEFAULT =
            new GateSettings(0.02, 0.05, 200, 0.05, 0.1, 0.05, 0, 0.05, 0.05, 1.5, 3);

    public GateSettings {
        SHARE.require("gates.loss-margin", lossMargin);
        SHARE.require("gates.friend-loss-margin", friendLossMargin);
        TOKENS.require("gates.friend-tokens", friendTokens);
        SHARE.require("gates.empty", empty);
        SHARE.require("gates.repetition", repetition);
        SHARE.require("gates.copies", copies);
        SHARE.require("gates.canaries", canaries);
        SHARE.require("gates.fault-margin", faultMargin);
        SHARE.require("gates.attribution-margin", attributionMargin);
        TIMES.require("gates.over-chance", overChance);
        TIMES.require("gates.flood", flood);
    }
}
