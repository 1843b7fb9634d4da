package dev.understudy.imports.googlechat;

import dev.understudy.imports.json.Json;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/// The keys of one message that matter; absent ones are empty. Keys may come in any order.
final class GoogleMessage {
    /// Line of the file on which the message begins.
    final long line;

    Account creator = Account.NOBODY;
    String text = "";
    String id = "";
    String updated = "";
    boolean media;
    boolean deleted;
    private String created = "";
    private String firstCreated = "";
    private String quoted = "";

    private GoogleMessage(long line) {
        this.line = line;
    }

    /// The message whose opening brace the parser has just read; leaves it at the closing one.
    static GoogleMessage read(JsonParser parser) {
        GoogleMessage message = new GoogleMessage(Json.line(parser));
        Json.forEachKey(parser, key -> message.take(key, parser));
        return message;
    }

    private void take(String key, JsonParser parser) {
        switch (key) {
            case "creator" -> creator = Account.read(parser);
            case "created_date" -> created = Json.scalar(parser);
            case "updated_date" -> updated = Json.scalar(parser);
            case "text" -> text = Json.scalar(parser);
            case "message_id" -> id = Json.scalar(parser);
            case "attached_files" -> media = Json.holdsAny(parser);
            case "message_state" -> deleted = Json.scalar(parser).equals("DELETED");
            case "quoted_message_metadata" ->
                    Json.forEachKey(parser, inner -> quoted(inner, parser));
            case "previous_message_versions" ->
                    Json.forEachItem(
                            parser, () -> Json.forEachKey(parser, inner -> first(inner, parser)));
            default -> parser.skipChildren();
        }
    }

    private void quoted(String key, JsonParser parser) {
        if (key.equals("message_id")) {
            quoted = Json.scalar(parser);
        } else {
            parser.skipChildren();
        }
    }

    private void first(String key, JsonParser parser) {
        if (key.equals("created_date") && firstCreated.isEmpty()) {
            firstCreated = Json.scalar(parser);
        } else {
            parser.skipChildren();
        }
    }

    /// When it was written, in prose; some edited messages tell it in their first version alone.
    String written() {
        return created.isBlank() ? firstCreated : created;
    }

    /// The id of the message that it quotes, else of the one that its topic began with, as
    /// `SPACE/TOPIC/MESSAGE` tells.
    Optional<String> replyTo() {
        if (!quoted.isBlank()) {
            return Optional.of(quoted);
        }
        String[] parts = id.split("/", -1);
        return parts.length == 3 && !parts[1].equals(parts[2])
                ? Optional.of(parts[0] + "/" + parts[1] + "/" + parts[1])
                : Optional.empty();
    }
}
