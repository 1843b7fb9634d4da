package dev.understudy.imports.slack;

import dev.understudy.imports.json.Json;
import dev.understudy.imports.slack.Directory.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The keys of one message that matter; absent and null ones are empty. Keys may come in any order.
final class SlackMessage {
    private static final Pattern TIME = Pattern.compile("\\d{1,12}(?:\\.\\d{1,6})?");
    private static final int MICROSECOND = 1_000;

    /// Line of the file on which the message begins.
    final long line;

    String type = "";
    String subtype = "";
    String user = "";
    String botId = "";
    String username = "";
    String text = "";
    String blocks = "";
    String time = "";
    String thread = "";
    String edited = "";
    String quoted = "";
    boolean shared;
    boolean files;
    boolean oldFile;
    String comment = "";
    String commenter = "";
    Account profile = new Account("", "", false);

    private SlackMessage(long line) {
        this.line = line;
    }

    /// The message whose opening brace the parser has just read; leaves it at the closing one.
    static SlackMessage read(JsonParser parser) {
        SlackMessage message = new SlackMessage(Json.line(parser));
        Json.forEachKey(parser, key -> message.take(key, parser));
        return message;
    }

    private void take(String key, JsonParser parser) {
        switch (key) {
            case "type" -> type = Json.scalar(parser);
            case "subtype" -> subtype = Json.scalar(parser);
            case "user" -> user = Json.scalar(parser);
            case "bot_id" -> botId = Json.scalar(parser);
            case "username" -> username = Json.scalar(parser);
            case "text" -> text = Json.scalar(parser);
            case "ts" -> time = Json.scalar(parser);
            case "thread_ts" -> thread = Json.scalar(parser);
            case "user_profile", "bot_profile" -> profile = Account.read(parser);
            case "blocks" -> blocks = Blocks.text(parser);
            case "edited" -> Json.forEachKey(parser, inside -> edited(inside, parser));
            case "files" -> files = Json.holdsAny(parser);
            case "file" -> oldFile(parser);
            case "comment" -> comment(parser);
            case "attachments" -> Json.forEachItem(parser, () -> attachment(parser));
            default -> parser.skipChildren();
        }
    }

    private void edited(String key, JsonParser parser) {
        if (key.equals("ts")) {
            edited = Json.scalar(parser);
        } else {
            parser.skipChildren();
        }
    }

    /// In old exports the speech of who shared a file lies in the file.
    private void oldFile(JsonParser parser) {
        oldFile = parser.currentToken() == JsonToken.START_OBJECT;
        Json.forEachKey(
                parser,
                key -> {
                    if (key.equals("initial_comment")) {
                        comment(parser);
                    } else {
                        parser.skipChildren();
                    }
                });
    }

    private void comment(JsonParser parser) {
        Json.forEachKey(
                parser,
                key -> {
                    switch (key) {
                        case "comment" -> comment = Json.scalar(parser);
                        case "user" -> commenter = Json.scalar(parser);
                        default -> parser.skipChildren();
                    }
                });
    }

    private void attachment(JsonParser parser) {
        Json.forEachKey(
                parser,
                key -> {
                    switch (key) {
                        case "fallback" -> {
                            String words = Json.scalar(parser);
                            quoted = quoted.isEmpty() ? words : quoted;
                        }
                        case "is_share" -> shared |= Json.isTrue(parser);
                        default -> parser.skipChildren();
                    }
                });
    }

    /// When it was sent, the microseconds included, by which Slack tells messages apart.
    Optional<Instant> sentAt() {
        return time(time);
    }

    Optional<Instant> editedAt() {
        return time(edited);
    }

    /// The id of the message that its thread began with; empty for that one itself.
    Optional<String> root() {
        return Optional.of(thread).filter(root -> !root.isBlank() && !root.equals(time));
    }

    private static Optional<Instant> time(String time) {
        if (!TIME.matcher(time).matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = new BigDecimal(time);
        long micros = seconds.movePointRight(6).longValueExact();
        return Optional.of(
                Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * MICROSECOND));
    }

    /// Its place among all messages: microseconds since 1970.
    long sequence() {
        return new BigDecimal(time).movePointRight(6).longValueExact();
    }
}
