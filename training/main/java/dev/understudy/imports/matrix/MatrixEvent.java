package dev.understudy.imports.matrix;

import dev.understudy.imports.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The keys of one event that matter; absent ones are empty. Keys may come in any order.
///
/// Source: the Matrix specification 1.13, "Instant messaging", "Rich replies" and "Threading".
final class MatrixEvent {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /// The quotation that older apps put before a reply: lines with `> `, then an empty one.
    private static final Pattern QUOTED =
            Pattern.compile("\\A> (?:\\* )?<@[^>\\n]*>[^\\n]*\\n(?:>[^\\n]*\\n)*\\n?");

    /// Line of the file on which the event begins.
    final long line;

    String type = "";
    String room = "";
    String sender = "";
    String id = "";
    String redacts = "";
    Content content = new Content();
    boolean redacted;
    private String stateKey = "";
    private String time = "";

    /// What an event says.
    static final class Content {
        String kind = "";
        String body = "";
        String fileName = "";
        String displayName = "";
        String redacts = "";
        Optional<Content> replacement = Optional.empty();
        private boolean any;
        private String relation = "";
        private String relatesTo = "";
        private String answers = "";
        private boolean fallback;

        private void take(String key, JsonParser parser) {
            any = true;
            switch (key) {
                case "msgtype" -> kind = Json.scalar(parser);
                case "body" -> body = Json.scalar(parser);
                case "filename" -> fileName = Json.scalar(parser);
                case "displayname" -> displayName = Json.scalar(parser);
                case "redacts" -> redacts = Json.scalar(parser);
                case "m.relates_to" -> Json.forEachKey(parser, inner -> relation(inner, parser));
                case "m.new_content" -> {
                    Content instead = new Content();
                    Json.forEachKey(parser, inner -> instead.takeFlat(inner, parser));
                    replacement = Optional.of(instead);
                }
                default -> parser.skipChildren();
            }
        }

        private void takeFlat(String key, JsonParser parser) {
            if (key.equals("m.new_content")) {
                parser.skipChildren();
            } else {
                take(key, parser);
            }
        }

        private void relation(String key, JsonParser parser) {
            switch (key) {
                case "rel_type" -> relation = Json.scalar(parser);
                case "event_id" -> relatesTo = Json.scalar(parser);
                case "is_falling_back" -> fallback = Json.isTrue(parser);
                case "m.in_reply_to" ->
                        Json.forEachKey(
                                parser,
                                inner -> {
                                    if (inner.equals("event_id")) {
                                        answers = Json.scalar(parser);
                                    } else {
                                        parser.skipChildren();
                                    }
                                });
                default -> parser.skipChildren();
            }
        }

        /// The id of the event whose words these are to replace.
        Optional<String> replaces() {
            return Optional.of(relatesTo).filter(_ -> relation.equals("m.replace"));
        }

        /// The id of the message that it answers: in a thread no answer is meant where it only
        /// stands in for apps that know no threads.
        Optional<String> replyTo() {
            boolean inThread = relation.equals("m.thread");
            return Optional.of(answers).filter(to -> !to.isBlank() && !(inThread && fallback));
        }

        boolean isMedia() {
            return switch (kind) {
                case "m.image", "m.file", "m.audio", "m.video", "m.location", "m.sticker" -> true;
                default -> false;
            };
        }

        /// The words, without a quotation of what they answer; of a file its caption.
        String text() {
            String words = answers.isBlank() ? body : QUOTED.matcher(body).replaceFirst("");
            if (isMedia()) {
                return fileName.isEmpty() || fileName.equals(body) ? "" : words;
            }
            return kind.equals("m.emote") && !words.isBlank() ? "*" + words.strip() + "*" : words;
        }
    }

    private MatrixEvent(long line) {
        this.line = line;
    }

    /// The event whose opening brace the parser has just read; leaves it at the closing one.
    static MatrixEvent read(JsonParser parser) {
        MatrixEvent event = new MatrixEvent(Json.line(parser));
        Json.forEachKey(parser, key -> event.take(key, parser));
        return event;
    }

    private void take(String key, JsonParser parser) {
        switch (key) {
            case "type" -> type = Json.scalar(parser);
            case "room_id" -> room = Json.scalar(parser);
            case "sender" -> sender = Json.scalar(parser);
            case "event_id" -> id = Json.scalar(parser);
            case "redacts" -> redacts = Json.scalar(parser);
            case "state_key" -> stateKey = Json.scalar(parser);
            case "origin_server_ts" -> time = Json.scalar(parser);
            case "content" -> Json.forEachKey(parser, inner -> content.take(inner, parser));
            case "unsigned" -> Json.forEachKey(parser, inner -> unsigned(inner, parser));
            default -> parser.skipChildren();
        }
    }

    private void unsigned(String key, JsonParser parser) {
        redacted |= key.equals("redacted_because") && parser.currentToken() != JsonToken.VALUE_NULL;
        parser.skipChildren();
    }

    boolean isMessage() {
        return type.equals("m.room.message") || type.equals("m.sticker");
    }

    /// Whether its words were taken back.
    boolean isRedacted() {
        return redacted || !content.any;
    }

    /// Whether its words are there, but only for who has a key.
    boolean isLocked() {
        return type.equals("m.room.encrypted") || content.kind.equals("m.bad.encrypted");
    }

    /// Whose membership it tells of; empty for every other event.
    Optional<String> member() {
        return Optional.of(stateKey.isBlank() ? sender : stateKey)
                .filter(_ -> type.equals("m.room.member"));
    }

    /// When the server took it; empty when the file does not say so.
    Optional<Instant> sentAt() {
        try {
            return NUMBER.matcher(time).matches()
                    ? Optional.of(Instant.ofEpochMilli(Long.parseLong(time)))
                    : Optional.empty();
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }
}
