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
        if (isBroken(message.id())
                || isBroken(message.sender().id())
                || isBroken(message.channel().id())
                || message.replyTo().filter(Limits::isBroken).isPresent()) {
            return Optional.of("an id or name with characters that are none");
        }
        return Optional.empty();
    }

    private static boolean isLong(String id) {
        return id.length() > Archive.MAX_ID;
    }

    /// Whether it holds NUL or half of a pair of surrogates, which PostgreSQL refuses.
    private static boolean isBroken(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < id.length()
                            && Character.isLowSurrogate(id.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                return true;
            }
            i += pair ? 1 : 0;
        }
        return false;
    }
}
