package dev.understudy.imports.matrix;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import java.time.Instant;
import java.util.Optional;

/// Makes ours of a room's events. One thread.
final class RoomReading {
    private final ExportFile file;
    private final String title;
    private final Survey survey;
    private final Intake intake;
    private long count;

    RoomReading(ExportFile file, String title, Survey survey, Intake intake) {
        this.file = file;
        this.title = title;
        this.survey = survey;
        this.intake = intake;
    }

    /// Says of an item that it is no event.
    void foreign(long line) {
        count++;
        intake.rejected(file + ":" + line, "not an event");
    }

    void deliver(MatrixEvent event) {
        count++;
        Optional<Reason> reason = reasonToDrop(event);
        if (reason.isPresent()) {
            intake.dropped(reason.get());
            return;
        }
        Optional<Instant> sentAt = event.sentAt();
        if (event.sender.isBlank() || event.id.isBlank() || sentAt.isEmpty()) {
            intake.rejected(
                    file + ":" + event.line,
                    "a message without an id, a sender or a date that can be read");
            return;
        }
        String room = event.room.isBlank() ? "name:" + title : event.room;
        Optional<Survey.Edit> edit = survey.edit(event);
        intake.offer(
                new Message(
                        new Channel(Platform.MATRIX, room, title),
                        event.id,
                        new Handle(Platform.MATRIX, event.sender),
                        survey.name(event.sender),
                        sentAt.get(),
                        count,
                        kind(event),
                        text(event),
                        event.content.replyTo(),
                        edit.map(Survey.Edit::when)),
                file,
                event.line);
    }

    private Optional<Reason> reasonToDrop(MatrixEvent event) {
        if (event.isLocked() && !survey.isRedacted(event)) {
            return Optional.of(Reason.UNDECODABLE);
        }
        if (!event.isMessage() && !event.isLocked()) {
            return Optional.of(Reason.SERVICE);
        }
        if (survey.isRedacted(event)) {
            return Optional.of(Reason.DELETED);
        }
        if (event.content.replaces().isPresent()) {
            return Optional.of(Reason.EDITED);
        }
        return text(event).isBlank() && kind(event) != Kind.MEDIA
                ? Optional.of(Reason.EMPTY)
                : Optional.empty();
    }

    private String text(MatrixEvent event) {
        if (event.type.equals("m.sticker")) {
            return ""; // what the sticker's maker calls it
        }
        return survey.edit(event).map(Survey.Edit::text).orElseGet(event.content::text);
    }

    private static Kind kind(MatrixEvent event) {
        if (event.content.kind.equals("m.notice")) {
            return Kind.BOT;
        }
        return event.content.isMedia() || event.type.equals("m.sticker") ? Kind.MEDIA : Kind.SPEECH;
    }
}
