package dev.understudy.corpus.conversation;

import dev.understudy.chat.Pauses;
import dev.understudy.settings.UserError;
import java.time.Duration;

/// Where conversations and turns begin.
///
/// @param silence a pause longer than this starts a new conversation
/// @param burst messages of one speaker that follow each other no later than this are one turn
/// @param replySpan a reply to a message that is no older than this goes on with its conversation,
///   whatever the pause; at zero silence alone decides
public record Cutting(Duration silence, Duration burst, Duration replySpan) {
    /// An hour of silence, bursts of two minutes, replies of twelve hours.
    public static final Cutting STANDARD =
            new Cutting(Pauses.STANDARD.silence(), Pauses.STANDARD.burst(), Duration.ofHours(12));

    public Cutting {
        if (silence.isNegative() || silence.isZero()) {
            throw new UserError(
                    "corpus.silence is " + silence + "; accepted: any time above zero.",
                    "An hour (PT1H) suits most groups.");
        }
        if (burst.isNegative()) {
            throw new UserError(
                    "corpus.burst is " + burst + "; accepted: zero or more.",
                    "Two minutes (PT2M) suit most groups; zero merges nothing sent later.");
        }
        if (replySpan.isNegative()) {
            throw new UserError(
                    "corpus.reply-span is " + replySpan + "; accepted: zero or more.",
                    "Twelve hours (PT12H) suit most groups; zero joins nothing.");
        }
    }
}
