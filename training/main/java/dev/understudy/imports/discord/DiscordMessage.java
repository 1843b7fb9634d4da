package dev.understudy.imports.discord;

import dev.understudy.chat.Message.Kind;
import dev.understudy.imports.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The keys of one message of DiscordChatExporter's that matter; absent and null ones are empty.
/// Keys may come in any order.
final class DiscordMessage {
    private static final Set<String> WRITTEN = Set.of("Default", "Reply");

    /// Answers to a slash command and to a command of a menu.
    private static final Set<String> COMMANDS = Set.of("20", "23");

    private static final int MAX_MENTIONS = 1_000;

    /// Line of the file on which the message begins.
    final long line;

    String id = "";
    String type = "";
    String timestamp = "";
    String edited = "";
    Author author = new Author("", "", "", false);
    private String content = "";
    private String forwardedContent = "";
    private boolean forwarded;
    private boolean media;
    private String referenceType = "";
    private String referenceId = "";
    private final Map<String, String> mentions = new HashMap<>();

    /// An account as it stands in the file.
    ///
    /// @param nickname what others see now; in old files empty
    record Author(String id, String name, String nickname, boolean bot) {
        String shown() {
            return nickname.isBlank() ? name : nickname;
        }

        /// The account whose opening brace the parser has just read.
        static Author read(JsonParser parser) {
            String id = "";
            String name = "";
            String nickname = "";
            boolean bot = false;
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return new Author(id, name, nickname, bot);
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                switch (key) {
                    case "id" -> id = Json.scalar(parser);
                    case "name" -> name = Json.scalar(parser);
                    case "nickname" -> nickname = Json.scalar(parser);
                    case "isBot" -> bot = isTrue(parser);
                    default -> parser.skipChildren();
                }
            }
            return new Author(id, name, nickname, bot);
        }

        private static boolean isTrue(JsonParser parser) {
            parser.skipChildren();
            return parser.currentToken() == JsonToken.VALUE_TRUE;
        }
    }

    private DiscordMessage(long line) {
        this.line = line;
    }

    /// The message whose opening brace the parser has just read; leaves it at the closing one.
    static DiscordMessage read(JsonParser parser) {
        DiscordMessage message = new DiscordMessage(Json.line(parser));
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            message.take(key, parser);
        }
        return message;
    }

    private void take(String key, JsonParser parser) {
        switch (key) {
            case "id" -> id = Json.scalar(parser);
            case "type" -> type = Json.scalar(parser);
            case "timestamp" -> timestamp = Json.scalar(parser);
            case "timestampEdited" -> edited = Json.scalar(parser);
            case "content" -> content = Json.scalar(parser);
            case "author" -> author = Author.read(parser);
            case "attachments", "stickers" -> media |= holdsAny(parser);
            case "mentions" -> mentions(parser);
            case "reference" -> reference(parser);
            case "forwardedMessage" -> forwardedMessage(parser);
            default -> parser.skipChildren();
        }
    }

    private static boolean holdsAny(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return false;
        }
        boolean any = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            any = true;
            parser.skipChildren();
        }
        return any;
    }

    private void mentions(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Author mentioned = Author.read(parser);
            if (!mentioned.shown().isBlank() && mentions.size() < MAX_MENTIONS) {
                mentions.put(mentioned.id(), mentioned.shown());
            }
        }
    }

    private void reference(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "type" -> referenceType = Json.scalar(parser);
                case "messageId" -> referenceId = Json.scalar(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void forwardedMessage(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        forwarded = true;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean words = parser.currentName().equals("content");
            parser.nextToken();
            if (words) {
                forwardedContent = Json.scalar(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    /// Whether somebody wrote it, rather than Discord: joins, pins and boosts are its own lines.
    boolean isWritten() {
        return type.isEmpty()
                || WRITTEN.contains(type)
                || (COMMANDS.contains(type) && author.bot());
    }

    Kind kind() {
        if (author.bot()) {
            return Kind.BOT;
        }
        if (isForward()) {
            return Kind.FORWARD;
        }
        return media || content.isBlank() ? Kind.MEDIA : Kind.SPEECH;
    }

    private boolean isForward() {
        return forwarded || referenceType.equals("Forward");
    }

    /// Its words in `channel`, or those that it passes on.
    String text(String channelId, String channelName) {
        return new Markdown(channelId, channelName, mentions)
                .rendered(isForward() && content.isEmpty() ? forwardedContent : content);
    }

    /// Pins, thread starters and forwards refer to messages, too; only replies answer them.
    Optional<String> replyTo() {
        return Optional.of(referenceId)
                .filter(to -> type.equals("Reply") && !isForward() && !to.isBlank());
    }
}
