package dev.understudy.imports.meta;

import dev.understudy.imports.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The keys of one message that matter, of an ordinary or an encrypted chat; absent ones are empty.
/// All text is repaired. Keys may come in any order.
final class MetaMessage {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /// A number below this is one of seconds, as in exports of 2018.
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;

    /// Line of the file on which the message begins.
    final long line;

    String sender = "";
    String content = "";
    boolean unsent;
    boolean media;
    boolean share;
    private String time = "";
    private boolean notice;

    private MetaMessage(long line) {
        this.line = line;
    }

    /// The message whose opening brace the parser has just read; leaves it at the closing one.
    static MetaMessage read(JsonParser parser) {
        MetaMessage message = new MetaMessage(Json.line(parser));
        Json.forEachKey(parser, key -> message.take(key, parser));
        return message;
    }

    private void take(String key, JsonParser parser) {
        switch (key) {
            case "sender_name", "senderName" -> sender = text(parser).strip();
            case "content", "text" -> content = text(parser);
            case "timestamp_ms", "timestamp" -> time = Json.scalar(parser);
            case "is_unsent", "isUnsent" -> unsent = Json.isTrue(parser);
            case "type" -> type(Json.scalar(parser));
            case "call_duration" -> {
                notice = true;
                parser.skipChildren();
            }
            case "photos", "videos", "gifs", "audio_files", "files", "media" ->
                    media |= Json.holdsAny(parser);
            case "sticker" -> {
                media |= parser.currentToken() == JsonToken.START_OBJECT;
                parser.skipChildren();
            }
            case "share" -> {
                share |= parser.currentToken() == JsonToken.START_OBJECT;
                parser.skipChildren();
            }
            default -> parser.skipChildren();
        }
    }

    private void type(String type) {
        switch (type) {
            case "Call", "Subscribe", "Unsubscribe" -> notice = true;
            default -> {} // Generic and Share, and what encrypted chats may have
        }
    }

    static String text(JsonParser parser) {
        return Mojibake.repaired(Json.scalar(parser));
    }

    /// Whether it tells of a call, or of somebody who came or left.
    boolean isNotice() {
        return notice;
    }

    /// When it was sent; empty when the file does not say so.
    Optional<Instant> sentAt() {
        if (!NUMBER.matcher(time).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(time);
        try {
            return Optional.of(
                    number < FIRST_MILLISECONDS
                            ? Instant.ofEpochSecond(number)
                            : Instant.ofEpochMilli(number));
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }
}
