package dev.understudy.chat;

import java.time.Duration;
import java.time.Instant;

/// How long people pause between two messages: where a conversation ends, and where a burst does.
/// Training and the live prompt cut at the same ones.
///
/// @param silence a pause longer than this starts a new conversation
/// @param burst messages of one speaker that follow each other no later than this are one turn
public record Pauses(Duration silence, Duration burst) {
    /// An hour of silence, bursts of two minutes.
    public static final Pauses STANDARD = new Pauses(Duration.ofHours(1), Duration.ofMinutes(2));

    /// Whether a conversation ended between two messages.
    public boolean isSilence(Instant before, Instant after) {
        return Duration.between(before, after).compareTo(silence) > 0;
    }

    /// Whether two messages of one speaker are one turn.
    public boolean isBurst(Instant before, Instant after) {
        return Duration.between(before, after).compareTo(burst) <= 0;
    }
}
