package dev.understudy.imports.slack;

import dev.understudy.imports.json.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The text in a message's `blocks`, with marks as in ordinary text: some messages have no other.
/// One thread.
final class Blocks {
    private final StringBuilder text = new StringBuilder();

    /// The text of the array of blocks at whose opening bracket the parser stands.
    static String text(JsonParser parser) {
        Blocks blocks = new Blocks();
        blocks.items(parser, "\n");
        return blocks.text.toString().strip();
    }

    private void items(JsonParser parser, String between) {
        Json.forEachItem(
                parser,
                () -> {
                    int before = text.length();
                    element(parser);
                    if (text.length() > before) {
                        text.append(between);
                    }
                });
    }

    /// What one element says of itself, whatever the order of its keys.
    private static final class Element {
        private String type = "";
        private String text = "";
        private String url = "";
        private String id = "";
        private String name = "";

        private String words() {
            return switch (type) {
                case "emoji" -> ":" + name + ":";
                case "user" -> "<@" + id + ">";
                case "channel" -> "<#" + id + ">";
                case "usergroup" -> "<!subteam^" + id + ">";
                case "broadcast" -> "<!" + name + ">";
                case "link" -> "<" + url + (text.isBlank() ? "" : "|" + escaped(text)) + ">";
                default -> type.equals("text") ? escaped(text) : text;
            };
        }

        /// Whether what is in it stands line by line.
        private boolean isLines() {
            return type.equals("rich_text") || type.equals("rich_text_list");
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }

    private void element(JsonParser parser) {
        Element element = new Element();
        Json.forEachKey(
                parser,
                key -> {
                    switch (key) {
                        case "type" -> element.type = Json.scalar(parser);
                        case "url" -> element.url = Json.scalar(parser);
                        case "user_id", "channel_id", "usergroup_id" ->
                                element.id = Json.scalar(parser);
                        case "name", "range" -> element.name = Json.scalar(parser);
                        case "text" -> text(parser, element);
                        case "elements", "fields" -> items(parser, element.isLines() ? "\n" : "");
                        default -> parser.skipChildren();
                    }
                });
        text.append(element.words());
    }

    /// A string, or an object with one under the same key.
    private static void text(JsonParser parser, Element element) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            element.text = Json.scalar(parser);
            return;
        }
        Json.forEachKey(
                parser,
                key -> {
                    if (key.equals("text")) {
                        element.text = Json.scalar(parser);
                    } else {
                        parser.skipChildren();
                    }
                });
    }
}
