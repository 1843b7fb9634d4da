package dev.understudy.statistics;

import dev.understudy.chat.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One conversation: when, how long, how much and by whom, and nothing of what was said.
///
/// @param from its first message
/// @param to its last
/// @param messages of people who have a name here
/// @param by those people, whoever wrote most first
public record BusyConversation(
        Instant from, Instant to, long messages, Platform platform, List<Part> by) {

    /// How much one person wrote of it.
    public record Part(String name, long messages) {}

    public BusyConversation {
        by = List.copyOf(by);
    }

    public Duration length() {
        return Duration.between(from, to);
    }
}
