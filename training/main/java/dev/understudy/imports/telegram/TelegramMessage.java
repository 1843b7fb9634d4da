package dev.understudy.imports.telegram;

import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The keys of one exported message that matter, as they stand in the file; absent and null ones
/// are empty. Keys may come in any order.
final class TelegramMessage {
    private static final Set<String> MEDIA =
            Set.of(
                    "photo",
                    "file",
                    "media_type",
                    "contact_information",
                    "contact_vcard",
                    "location_information",
                    "place_name",
                    "address",
                    "poll",
                    "todo_list",
                    "invoice_information",
                    "paid_stars_amount",
                    "self_destruct_period_seconds");

    /// Line of the file on which the message begins.
    final long line;

    String id = "";
    String type = "";
    String date = "";
    String unixDate = "";
    String edited = "";
    String unixEdited = "";
    String from = "";
    String fromId = "";
    String replyTo = "";
    boolean replyElsewhere;
    boolean forwarded;
    boolean viaBot;
    boolean media;
    String text = "";

    private TelegramMessage(long line) {
        this.line = line;
    }

    /// The message whose opening brace the parser has just read; leaves it at the closing one.
    static TelegramMessage read(JsonParser parser) {
        TelegramMessage message = new TelegramMessage(parser.currentTokenLocation().getLineNr());
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            message.take(key, parser);
        }
        return message;
    }

    private void take(String key, JsonParser parser) {
        switch (key) {
            case "id" -> id = scalar(parser);
            case "type" -> type = scalar(parser);
            case "date" -> date = scalar(parser);
            case "date_unixtime" -> unixDate = scalar(parser);
            case "edited" -> edited = scalar(parser);
            case "edited_unixtime" -> unixEdited = scalar(parser);
            case "from" -> from = scalar(parser);
            case "from_id" -> fromId = scalar(parser);
            case "reply_to_message_id" -> replyTo = scalar(parser);
            case "reply_to_peer_id" -> replyElsewhere = isPresent(parser);
            case "via_bot" -> viaBot = isPresent(parser);
            case "forwarded_from", "forwarded_from_id", "saved_from" -> {
                forwarded = true; // null when the first author is gone
                parser.skipChildren();
            }
            case "text" -> {
                String words = text(parser);
                text = words.isEmpty() ? text : words;
            }
            // The same words again, in other pieces: of use only when "text" is missing.
            case "text_entities" -> {
                if (text.isEmpty()) {
                    text = text(parser);
                } else {
                    parser.skipChildren();
                }
            }
            default -> {
                boolean present = isPresent(parser);
                media |= present && isMedia(key);
            }
        }
    }

    private static boolean isMedia(String key) {
        return MEDIA.contains(key) || key.startsWith("game_") || key.startsWith("giveaway_");
    }

    private static boolean isPresent(JsonParser parser) {
        boolean present = parser.currentToken() != JsonToken.VALUE_NULL;
        parser.skipChildren();
        return present;
    }

    /// A string, or a number's digits; empty for anything else.
    static String scalar(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING
                || parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getString();
        }
        parser.skipChildren();
        return "";
    }

    /// A text, which is a string or an array of strings and of objects with a `text`, joined
    /// without anything between.
    private static String text(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return scalar(parser);
        }
        StringBuilder text = new StringBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean words = parser.currentName().equals("text");
                    parser.nextToken();
                    if (words) {
                        text.append(scalar(parser));
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                text.append(scalar(parser));
            }
        }
        return text.toString();
    }
}
