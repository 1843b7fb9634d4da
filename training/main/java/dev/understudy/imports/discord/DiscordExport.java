package dev.understudy.imports.discord;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.json.Json;
import dev.understudy.settings.UserError;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Walks one export of DiscordChatExporter's from message to message. One file, one thread.
///
/// Channel, message and author have the ids under which the live door stores them, so that both
/// give one message.
final class DiscordExport {
    private final ExportFile file;
    private final JsonParser parser;
    private final CountedStream bytes;
    private final Intake intake;
    private String channelId = "";
    private String channelName = "";
    private boolean hasMessages;
    private long count;

    DiscordExport(ExportFile file, JsonParser parser, CountedStream bytes, Intake intake) {
        this.file = file;
        this.parser = parser;
        this.bytes = bytes;
        this.intake = intake;
    }

    /// How many messages have been delivered, dropped or rejected.
    long count() {
        return count;
    }

    /// Throws UserError when the file is no export, or goes on after it.
    void read() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw DiscordJsonReader.foreign(file);
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "channel" -> channel();
                case "messages" -> messages();
                default -> parser.skipChildren();
            }
        }
        if (!hasMessages) {
            throw DiscordJsonReader.foreign(file);
        }
        if (parser.nextToken() != null) {
            throw new UserError(
                    file + ":" + Json.line(parser) + " goes on after the end of the export.",
                    "Export the channel again and import it: only what is missing is added.");
        }
    }

    private void channel() {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "id" -> channelId = Json.scalar(parser);
                case "name" -> channelName = Json.scalar(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void messages() {
        if (parser.currentToken() != JsonToken.START_ARRAY || channelId.isBlank()) {
            throw DiscordJsonReader.foreign(file);
        }
        hasMessages = true;
        Channel channel = new Channel(Platform.DISCORD, channelId, channelName);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                deliver(channel, DiscordMessage.read(parser));
            } else {
                intake.rejected(file + ":" + Json.line(parser), "not a message");
                parser.skipChildren();
            }
            intake.position(bytes.position());
        }
    }

    private void deliver(Channel channel, DiscordMessage message) {
        count++;
        if (!message.isWritten()) {
            intake.dropped(Reason.SERVICE);
            return;
        }
        if (message.id.isBlank() || message.author.id().isBlank()) {
            intake.rejected(file + ":" + message.line, "a message without an id or a sender");
            return;
        }
        Optional<Instant> sentAt = Snowflake.time(message.timestamp, message.id);
        if (sentAt.isEmpty()) {
            intake.rejected(file + ":" + message.line, "a message without a date that can be read");
            return;
        }
        String name = message.author.shown();
        intake.offer(
                new Message(
                        channel,
                        message.id,
                        new Handle(Platform.DISCORD, message.author.id()),
                        name.isBlank() ? "Deleted-" + message.author.id() : name,
                        sentAt.get(),
                        Snowflake.sequence(message.id, count),
                        message.kind(),
                        message.text(channel.id(), channel.title()),
                        message.replyTo(),
                        Snowflake.time(message.edited)),
                file,
                message.line);
    }
}
