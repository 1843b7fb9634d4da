package dev.understudy.stage;

import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ContextWindow;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// How many messages were heard in one channel, and how many of them each clone had read when it
/// last answered. Thread-safe.
final class Progress {
    private final ContextWindow window;
    private final Map<SpeakerName, Long> read = new HashMap<>();
    private long heard;

    Progress(ContextWindow window) {
        this.window = window;
    }

    /// How many messages were heard with this one, which is remembered; empty if it was before.
    synchronized OptionalLong remember(Message message, Turn turn) {
        return window.add(message.id(), message.sentAt(), turn)
                ? OptionalLong.of(++heard)
                : OptionalLong.empty();
    }

    synchronized long heard() {
        return heard;
    }

    /// `clone` answers so many messages.
    synchronized void answers(SpeakerName clone, long count) {
        read.put(clone, count);
    }

    /// Whether `clone` had read message `number` before it answered an earlier one: while it is
    /// being decided who answers a message, another answer may begin.
    synchronized boolean hasAnswered(SpeakerName clone, long number) {
        return number <= read.getOrDefault(clone, 0L);
    }
}
