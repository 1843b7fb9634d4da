package dev.understudy.imports.discord;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.imports.json.Json;
import dev.understudy.settings.UserError;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads DiscordChatExporter's JSON: one channel or thread, or a part of one. An export that was
/// killed has no end, and gives all its whole messages. Memory: one message.
///
/// Source: Tyrrrz/DiscordChatExporter, `JsonMessageWriter.cs` at 4f29fa63d070, and older files.
public final class DiscordJsonReader implements SingleFileReader {
    @Override
    public String name() {
        return "discord";
    }

    @Override
    public String title() {
        return "DiscordChatExporter (JSON)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        try (JsonParser parser = Json.parser(file.openStart())) {
            return parser.nextToken() == JsonToken.START_OBJECT && isExport(parser);
        } catch (IOException | JacksonException undecided) {
            return false;
        }
    }

    /// Whether both server and channel are described before the messages.
    private static boolean isExport(JsonParser parser) {
        boolean guild = false;
        boolean channel = false;
        while (!(guild && channel) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            if (key.equals("messages")) {
                return false;
            }
            guild |= object && key.equals("guild");
            channel |= object && key.equals("channel");
            parser.skipChildren();
        }
        return guild && channel;
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        try (CountedStream bytes = new CountedStream(file.open());
                JsonParser parser = Json.parser(bytes)) {
            DiscordExport export = new DiscordExport(file, parser, bytes, intake);
            try {
                export.read();
            } catch (JacksonException damage) {
                throw Json.unreadable(file, damage, export.count());
            }
            intake.position(bytes.position());
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
    }

    static UserError foreign(ExportFile file) {
        return new UserError(
                file + " is no export of DiscordChatExporter's with a channel and messages in it.",
                "Export the channel with: --format Json --utc --include-threads all");
    }
}
