package dev.understudy.imports.format;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Message;
import java.time.Instant;
import java.util.Optional;

/// What no archive can hold, and no app writes.
final class Limits {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Limits() {}

    /// Why `message` cannot be kept, if so; without its words.
    static Optional<String> fault(Message message) {
        if (message.text().length() > Archive.MAX_TEXT) {
            return Optional.of("a message longer than " + Archive.MAX_TEXT + " characters");
        }
        if (message.sentAt().isBefore(FIRST) || message.sentAt().isAfter(LAST)) {
            return Optional.of("a date outside the years 1970 to 9999");
        }
        if (isLong(message.id())
                || isLong(message.sender().id())
                || isLong(message.channel().id())
                || message.replyTo().filter(Limits::isLong).isPresent()) {
            return Optional.of("an id or name longer than " + Archive.MAX_ID + " characters");
        }
        return Optional.empty();
    }

    private static boolean isLong(String id) {
        return id.length() > Archive.MAX_ID;
    }
}
