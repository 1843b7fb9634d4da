package dev.understudy.imports.telegram;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.settings.UserError;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Walks one export from chat to chat and from message to message. One thread.
final class TelegramExport {
    private final ExportFile file;
    private final JsonParser parser;
    private final RepairedJson bytes;
    private final Translation translation;
    private boolean hasChats;

    TelegramExport(
            ExportFile file, JsonParser parser, RepairedJson bytes, Translation translation) {
        this.file = file;
        this.parser = parser;
        this.bytes = bytes;
        this.translation = translation;
    }

    /// Throws UserError when the file is no export of Telegram's, or one without chats.
    void read(Intake intake) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw withoutChats();
        }
        chat(true, intake);
        if (!hasChats) {
            throw withoutChats();
        }
        if (parser.nextToken() != null) {
            throw new UserError(
                    translation.where(parser.currentTokenLocation().getLineNr())
                            + " goes on after the end of the export.",
                    "Export the chat again from Telegram Desktop and import it: only what is"
                            + " missing is added.");
        }
        intake.position(bytes.position());
    }

    private UserError withoutChats() {
        return new UserError(
                file + " is no Telegram Desktop export with chats in it.",
                "In Telegram Desktop choose Export chat history, format \"Machine-readable JSON\","
                        + " and import the result.json it writes.");
    }

    /// Reads a chat's object, or the root's, which is one chat or holds lists of them.
    private void chat(boolean root, Intake intake) {
        String id = "";
        String name = "";
        String type = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "id" -> id = TelegramMessage.scalar(parser);
                case "name" -> name = TelegramMessage.scalar(parser);
                case "type" -> type = TelegramMessage.scalar(parser);
                case "messages" -> messages(TelegramChat.of(id, name, type), intake);
                case "chats", "left_chats" -> {
                    if (root) {
                        chats(intake);
                    } else {
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void chats(Intake intake) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean list = parser.currentName().equals("list");
            parser.nextToken();
            if (!list || parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                continue;
            }
            hasChats = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    chat(false, intake);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void messages(TelegramChat chat, Intake intake) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        hasChats = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                translation.deliver(chat, TelegramMessage.read(parser));
            } else {
                intake.rejected(
                        translation.where(parser.currentTokenLocation().getLineNr()),
                        "not a message");
                parser.skipChildren();
            }
            intake.position(bytes.position());
        }
    }
}
