package dev.understudy.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Updates as Telegram words them, of an invented group of friends: keys and values of an update.
final class Telegrams {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final long GROUP = -1001234567890L;

    /// Short enough for tests; a poll waits two seconds.
    static final Patience QUICK =
            new Patience(
                    Duration.ofMillis(20),
                    Duration.ofMillis(200),
                    4,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5));

    private Telegrams() {}

    static String chat(long id) {
        if (id > 0) {
            return "\"chat\":{\"id\":%d,\"type\":\"private\",\"first_name\":\"Ann\"}".formatted(id);
        }
        String type = id < -1_000_000_000_000L ? "supergroup" : "group";
        return "\"chat\":{\"id\":%d,\"type\":\"%s\",\"title\":\"Friends\"}".formatted(id, type);
    }

    static String sender(long id, String first, String more) {
        return "\"from\":{\"id\":%d,\"is_bot\":%b,\"first_name\":\"%s\"%s}"
                .formatted(id, more.contains("is_bot"), first, more.replace(",is_bot", ""));
    }

    /// Ann's words in the group, with whatever else such a message has.
    static String says(int id, String text, String... more) {
        return said(GROUP, id, "\"text\":\"" + text + "\"", more);
    }

    /// A message of Ann's in `chat`.
    static String said(long chat, int id, String content, String... more) {
        return message(chat, id, sender(11, "Ann", ",\"last_name\":\"Lee\""), content, more);
    }

    static String message(long chat, int id, String from, String content, String... more) {
        return "\"message\":" + body(chat, id, from, content, more);
    }

    static String body(long chat, int id, String from, String content, String... more) {
        String rest = more.length == 0 ? "" : "," + String.join(",", more);
        return "{\"message_id\":%d,\"date\":%d,%s,%s,%s%s}"
                .formatted(id, NOW.getEpochSecond(), chat(chat), from, content, rest);
    }

    /// What the bot itself said, as a reply quotes it.
    static String ofBot(int id) {
        return body(
                GROUP,
                id,
                sender(999, "Understudy", ",is_bot,\"username\":\"stage_bot\""),
                "\"text\":\"hi\"");
    }
}
