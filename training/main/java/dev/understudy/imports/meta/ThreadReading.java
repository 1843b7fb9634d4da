package dev.understudy.imports.meta;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Makes ours of the messages of one thread, file by file. There are no ids: a message is known by
/// its millisecond, as the how-maniest of it in its thread, so that neither a new name nor an edit
/// makes another one of it. Memory: 60 bytes for each message. One thread.
final class ThreadReading {
    private static final Words WORDS = Words.known();

    private final Channel channel;
    private final Intake intake;
    private final boolean newestFirst;
    private final Map<Long, Integer> seen = new HashMap<>();
    private final Edits edits;
    private long count;

    /// @param newestFirst whether the messages of a moment stand in reverse order, as everywhere
    ///   but in encrypted chats
    ThreadReading(Channel channel, boolean newestFirst, Intake intake) {
        this.channel = channel;
        this.newestFirst = newestFirst;
        this.intake = intake;
        edits = new Edits(this::offer);
    }

    /// Reads a file from its first token on. Whether it held messages.
    boolean read(ExportFile file, JsonParser parser, Runnable item) {
        boolean[] found = {false};
        Json.forEachKey(
                parser,
                key -> {
                    if (!key.equals("messages")) {
                        parser.skipChildren();
                        return;
                    }
                    found[0] = parser.currentToken() == JsonToken.START_ARRAY;
                    Json.forEachItem(
                            parser,
                            () -> {
                                item(file, parser);
                                item.run();
                            });
                });
        return found[0];
    }

    /// Hands over what may have waited.
    void end() {
        edits.end();
    }

    private void item(ExportFile file, JsonParser parser) {
        count++;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            intake.rejected(file + ":" + Json.line(parser), "not a message");
            parser.skipChildren();
            return;
        }
        MetaMessage message = MetaMessage.read(parser);
        boolean placeholder = WORDS.isMedia(message.content, message.sender);
        String text = placeholder ? "" : message.content;
        boolean media = message.media || (message.share && text.isBlank()) || placeholder;
        Optional<Reason> reason = reasonToDrop(message, text.isBlank() && !media);
        if (reason.isPresent()) {
            intake.dropped(reason.get());
            return;
        }
        if (message.sender.isEmpty()) {
            intake.rejected(file + ":" + message.line, "a message without a sender");
            return;
        }
        Kind kind = media ? Kind.MEDIA : Kind.SPEECH;
        message.sentAt()
                .ifPresentOrElse(
                        sentAt -> deliver(message(message, sentAt, kind, text), file, message.line),
                        () ->
                                intake.rejected(
                                        file + ":" + message.line,
                                        "a message without a date that can be read"));
    }

    private Message message(MetaMessage message, Instant sentAt, Kind kind, String text) {
        long time = sentAt.toEpochMilli();
        return new Message(
                channel,
                time + "-" + seen.merge(time, 1, Integer::sum),
                new Handle(channel.platform(), message.sender),
                message.sender,
                sentAt,
                newestFirst ? -count : count,
                kind,
                text,
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Reason> reasonToDrop(MetaMessage message, boolean empty) {
        if (message.unsent) {
            return Optional.of(Reason.DELETED);
        }
        if (message.isNotice()
                || (!message.sender.isEmpty() && WORDS.isNotice(message.content, message.sender))) {
            return Optional.of(Reason.SERVICE);
        }
        return empty ? Optional.of(Reason.EMPTY) : Optional.empty();
    }

    private void deliver(Message message, ExportFile file, long line) {
        if (channel.platform() != Platform.INSTAGRAM || message.text().isBlank()) {
            intake.offer(message, file, line);
            return;
        }
        Edits.Found found = new Edits.Found(message, file, line);
        Optional<String> unedited = WORDS.unedited(message.text());
        if (unedited.isPresent()) {
            if (!edits.add(found.reworded(unedited.get(), message.sentAt()))) {
                intake.dropped(Reason.EDITED);
            }
            return;
        }
        Optional<Message> later = edits.of(message);
        later.ifPresentOrElse(
                edit -> {
                    offer(found.reworded(edit.text(), edit.sentAt()));
                    intake.dropped(Reason.EDITED);
                },
                () -> offer(found));
    }

    private void offer(Edits.Found found) {
        intake.offer(found.message(), found.file(), found.line());
    }
}
