package dev.understudy.imports.googlechat;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Occurrences;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.json.Json;
import dev.understudy.settings.UserError;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Makes ours of the messages of one space. Old downloads have no ids: a message is then known by
/// who said what when. One thread.
final class SpaceReading {
    private final ExportFile file;
    private final Channel channel;
    private final ProseDate dates;
    private final Intake intake;
    private final Occurrences occurrences = new Occurrences();
    private long count;
    private long known;
    private long unknown;
    private long firstUnknown;

    SpaceReading(ExportFile file, Channel channel, ProseDate dates, Intake intake) {
        this.file = file;
        this.channel = channel;
        this.dates = dates;
        this.intake = intake;
    }

    /// Reads all from before the first token on. Throws UserError when there are no messages, or
    /// not one of their dates is in a language that is known.
    void read(JsonParser parser, Runnable item) {
        boolean[] found = {false};
        parser.nextToken();
        Json.forEachKey(
                parser,
                key -> {
                    if (!key.equals("messages")) {
                        parser.skipChildren();
                        return;
                    }
                    found[0] |= parser.currentToken() == JsonToken.START_ARRAY;
                    Json.forEachItem(
                            parser,
                            () -> {
                                item(parser);
                                item.run();
                            });
                });
        if (!found[0]) {
            throw GoogleChatReader.foreign(file.path());
        }
        if (unknown > 0 && known == 0) {
            throw new UserError(
                    file
                            + ":"
                            + firstUnknown
                            + " has its dates in a language that Understudy does not know.",
                    "Set your Google account to English and make the download again.");
        }
    }

    private void item(JsonParser parser) {
        count++;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            intake.rejected(file + ":" + Json.line(parser), "not a message");
            parser.skipChildren();
            return;
        }
        GoogleMessage message = GoogleMessage.read(parser);
        if (message.deleted) {
            intake.dropped(Reason.DELETED);
            return;
        }
        if (message.text.isBlank() && !message.media) {
            intake.dropped(Reason.EMPTY);
            return;
        }
        String where = file + ":" + message.line;
        if (message.creator.id().isEmpty()) {
            intake.rejected(where, "a message without a sender");
            return;
        }
        Optional<Instant> sentAt = dates.parse(message.written());
        if (sentAt.isEmpty()) {
            boolean none = message.written().isBlank();
            unknown += none ? 0 : 1;
            firstUnknown = firstUnknown == 0 && !none ? message.line : firstUnknown;
            intake.rejected(where, "a message without a date that can be read");
            return;
        }
        known++;
        offer(message, sentAt.get());
    }

    private void offer(GoogleMessage message, Instant sentAt) {
        String sender = message.creator.id();
        intake.offer(
                new Message(
                        channel,
                        message.id.isBlank()
                                ? occurrences.next(sender, sentAt.toString(), message.text)
                                : message.id,
                        new Handle(Platform.GOOGLE_CHAT, sender),
                        message.creator.shown(),
                        sentAt,
                        count,
                        kind(message),
                        message.text,
                        message.replyTo(),
                        dates.parse(message.updated)),
                file,
                message.line);
    }

    private static Kind kind(GoogleMessage message) {
        if (message.creator.bot()) {
            return Kind.BOT;
        }
        return message.media ? Kind.MEDIA : Kind.SPEECH;
    }
}
