package dev.understudy.imports.signalexport;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Occurrences;
import dev.understudy.imports.format.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// One chat under way: makes ours of what either of its files says. One thread.
///
/// Running the exporter again appends a second copy, which shows in that time goes back; from there
/// on, messages are counted anew, so that the copy gives the same ids.
final class ExportedChat {
    private static final String OWNER = "Me";
    private static final String NOBODY = "No-Sender";

    /// Whole messages only, for people use such words, too.
    private static final Pattern CALL =
            Pattern.compile(
                    "(Incoming|Outgoing|Missed)( voice| video| group)? call( \\([^()]*\\))?");

    private final ExportFile file;
    private final ZoneId zone;
    private final String ownName;
    private final Intake intake;
    private final Channel channel;
    private Occurrences occurrences = new Occurrences();
    private LocalDateTime last = LocalDateTime.MIN;
    private long count;

    /// A message as it stands in a file.
    ///
    /// @param media whether it has pictures, stickers or the like
    /// @param line on which it begins
    record Item(LocalDateTime date, String sender, String text, boolean media, long line) {}

    ExportedChat(ExportFile file, ZoneId zone, Optional<String> owner, Intake intake) {
        this.file = file;
        this.zone = zone;
        this.intake = intake;
        ownName = owner.orElse(OWNER);
        String title = title(file);
        channel = new Channel(Platform.SIGNAL, title, title);
    }

    /// A chat is called as its folder; a lone file by another name as that.
    private static String title(ExportFile file) {
        String name = String.valueOf(file.path().getFileName());
        Path folder = file.path().toAbsolutePath().getParent();
        if (name.matches("(?i)data\\.json|(chat|index)\\.md") && folder != null) {
            return String.valueOf(folder.getFileName());
        }
        return name.replaceFirst("(?i)(?<=.)\\.(json|md|txt)$", "");
    }

    /// How many items have been taken, dropped or rejected.
    long count() {
        return count;
    }

    /// Takes an item that is no message.
    void drop(Reason why) {
        count++;
        intake.dropped(why);
    }

    void reject(long line, String what) {
        count++;
        intake.rejected(file + ":" + line, what);
    }

    /// Takes a message that is neither deleted nor known to be a call.
    void take(Item item) {
        if (item.date().isBefore(last)) {
            occurrences = new Occurrences();
        }
        last = item.date();
        if (!item.media() && CALL.matcher(item.text()).matches()) {
            drop(Reason.SERVICE);
        } else if (!item.media() && item.text().isBlank()) {
            drop(Reason.EMPTY);
        } else if (item.sender().isBlank() || item.sender().equals(NOBODY)) {
            reject(item.line(), "a message without a sender");
        } else {
            count++;
            intake.offer(message(item), file, item.line());
        }
    }

    private Message message(Item item) {
        String sender = item.sender().equals(OWNER) ? ownName : item.sender();
        Instant sentAt = item.date().atZone(zone).toInstant();
        String second = item.date().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Message(
                channel,
                occurrences.next(second, item.sender(), item.text()),
                new Handle(Platform.SIGNAL, sender),
                sender,
                sentAt,
                count,
                item.media() ? Kind.MEDIA : Kind.SPEECH,
                item.text(),
                Optional.empty(),
                Optional.empty());
    }
}
