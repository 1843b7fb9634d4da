package dev.understudy.imports.imessage;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Occurrences;
import dev.understudy.imports.format.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Understands the lines of one conversation: a time, a sender, the message, a blank line. Replies
/// stand indented under what they answer, and again where they belong, where they are taken.
///
/// Memory: one message, and the id of each. One thread.
final class ExporterText {
    private static final String OWNER = "Me";

    /// `May 17, 2022 5:29:42 PM`, then nothing, `(Read by …)`, or a notice.
    private static final Pattern HEAD =
            Pattern.compile(
                    "(?s)(?<time>[A-Z][a-z]{2} \\d{2}, \\d{4} [ \\d]\\d:\\d\\d:\\d\\d [AP]M)"
                            + "(?<rest>| .*)");

    private static final String READ = " (Read by ";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM dd, uuuu h:mm:ss a", Locale.ENGLISH);

    private static final long LONGEST = Archive.MAX_TEXT;

    private final ExportFile file;
    private final ZoneId zone;
    private final String ownName;
    private final Intake intake;
    private final Channel channel;
    private final Occurrences occurrences = new Occurrences();
    private final List<String> lines = new ArrayList<>();
    private Optional<Head> head = Optional.empty();
    private boolean afterBlank = true;
    private boolean any;
    private boolean astray;
    private long size;
    private long count;

    /// The head of the message under way; without a time when what is written is none.
    private record Head(Optional<LocalDateTime> time, long line) {}

    ExporterText(ExportFile file, ZoneId zone, String ownName, Intake intake) {
        this.file = file;
        this.zone = zone;
        this.ownName = ownName;
        this.intake = intake;
        String name = file.name().substring(file.name().lastIndexOf('/') + 1);
        String title = name.replaceFirst("(?i)(?<=.)\\.txt$", "");
        channel = new Channel(Platform.IMESSAGE, "text:" + title, title);
    }

    /// Whether `line` begins with a time as the exporter writes it.
    static boolean isHead(String line) {
        return HEAD.matcher(line).matches();
    }

    /// What follows the time in `line`; empty when it does not begin with one.
    static Optional<String> afterTime(String line) {
        Matcher matcher = HEAD.matcher(line);
        return matcher.matches() ? Optional.of(matcher.group("rest").strip()) : Optional.empty();
    }

    /// Whether there has been any head.
    boolean any() {
        return any;
    }

    /// Takes the next line, which is number `number`.
    void line(String line, long number) {
        Matcher matcher = HEAD.matcher(line);
        if (afterBlank && matcher.matches()) {
            end();
            any = true;
            begin(matcher, number);
        } else if (head.isPresent()) {
            size += lines.isEmpty() ? 0 : line.length() + 1;
            if (size <= LONGEST) {
                lines.add(line);
            }
        } else if (!astray && !line.isBlank()) {
            astray = true;
            intake.rejected(file + ":" + number, "text that belongs to no message");
        }
        afterBlank = line.isBlank();
    }

    private void begin(Matcher matcher, long number) {
        String rest = matcher.group("rest");
        astray = false;
        if (!rest.isBlank() && !rest.startsWith(READ)) {
            astray = true;
            intake.dropped(Reason.SERVICE);
            return;
        }
        head = Optional.of(new Head(time(matcher.group("time")), number));
    }

    private static Optional<LocalDateTime> time(String time) {
        try {
            return Optional.of(LocalDateTime.parse(time.replace("  ", " "), TIME));
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }

    /// Ends the message under way.
    void end() {
        head.ifPresent(this::deliver);
        head = Optional.empty();
        lines.clear();
        size = 0;
    }

    private void deliver(Head begun) {
        count++;
        String where = file + ":" + begun.line();
        String sender = lines.isEmpty() ? "" : lines.getFirst().strip();
        if (begun.time().isEmpty() || sender.isBlank()) {
            intake.rejected(
                    where, sender.isBlank() ? "a message without a sender" : "a date that is none");
            return;
        }
        if (size > LONGEST) {
            intake.rejected(where, "a message longer than " + LONGEST + " characters");
            return;
        }
        ExporterBody body = ExporterBody.of(lines.subList(1, lines.size()));
        if (body.deleted()) {
            intake.dropped(Reason.DELETED);
        } else if (body.text().isBlank() && !body.media()) {
            intake.dropped(Reason.EMPTY);
        } else {
            intake.offer(message(begun.time().get(), sender, body), file, begun.line());
        }
    }

    private Message message(LocalDateTime time, String sender, ExporterBody body) {
        String name = sender.equals(OWNER) ? ownName : sender;
        Instant sentAt = time.atZone(zone).toInstant();
        return new Message(
                channel,
                occurrences.next(time.toString(), sender, body.text()),
                new Handle(Platform.IMESSAGE, name),
                name,
                sentAt,
                count,
                body.media() ? Kind.MEDIA : Kind.SPEECH,
                body.text(),
                Optional.empty(),
                Optional.empty());
    }
}
