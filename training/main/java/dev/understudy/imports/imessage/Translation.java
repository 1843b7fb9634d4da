package dev.understudy.imports.imessage;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.imessage.Row.Chat;
import java.time.Instant;
import java.util.Optional;

/// Makes messages of rows. One thread.
final class Translation {
    private final ExportFile file;
    private final String owner;
    private final String ownName;
    private final Intake intake;

    /// @param owner the address that stands for the owner
    /// @param ownName what to call them
    Translation(ExportFile file, String owner, String ownName, Intake intake) {
        this.file = file;
        this.owner = owner;
        this.ownName = ownName;
        this.intake = intake;
    }

    void take(Row row) {
        Optional<Reason> reason = row.reason();
        if (reason.isPresent()) {
            intake.dropped(reason.get());
            return;
        }
        Optional<String> fault = fault(row);
        if (fault.isPresent()) {
            intake.rejected(file + ":" + row.rowId(), fault.get());
            return;
        }
        intake.offer(message(row, row.sentAt().orElseThrow()), file, row.rowId());
    }

    private Optional<String> fault(Row row) {
        if (row.words().undecodable()) {
            return Optional.of("a text in a form that is not understood");
        }
        if (row.sentAt().isEmpty()) {
            return Optional.of("a message without a date that can be read");
        }
        if (sender(row).isBlank()) {
            return Optional.of("a message without a sender");
        }
        return row.chat().number() == 0 && row.handle().isBlank()
                ? Optional.of("a message of no chat")
                : Optional.empty();
    }

    private Message message(Row row, Instant sentAt) {
        String sender = sender(row);
        return new Message(
                channel(row),
                row.guid().isBlank() ? "row-" + row.rowId() : row.guid(),
                new Handle(Platform.IMESSAGE, sender),
                row.fromMe() ? ownName : sender,
                sentAt,
                row.rowId(),
                row.hasMedia() ? Kind.MEDIA : Kind.SPEECH,
                row.text(),
                Optional.of(row.marks().replyTo()).filter(to -> !to.isBlank()),
                row.editedAt());
    }

    private String sender(Row row) {
        if (row.fromMe()) {
            return owner;
        }
        return row.handle().isBlank() ? row.chat().partner() : row.handle();
    }

    /// A chat of two has the same id in the databases of both, and no other's chat has it.
    private Channel channel(Row row) {
        Chat chat = row.chat();
        String partner = chat.number() == 0 ? row.handle() : chat.partner();
        if (!partner.isBlank()) {
            boolean ownFirst = owner.compareTo(partner) < 0;
            String id = ownFirst ? owner + " " + partner : partner + " " + owner;
            return new Channel(
                    Platform.IMESSAGE, id, chat.title().isBlank() ? partner : chat.title());
        }
        String id = chat.id().isBlank() ? "chat-" + chat.number() + " " + owner : chat.id();
        return new Channel(Platform.IMESSAGE, id, chat.title());
    }
}
