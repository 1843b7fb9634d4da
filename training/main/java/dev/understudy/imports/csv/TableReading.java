package dev.understudy.imports.csv;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.csv.CsvRows.Row;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Occurrences;
import dev.understudy.imports.format.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Makes messages of the rows of one table. One thread.
///
/// Without times the rows are a transcript: its platform is the one without a clock. Without ids a
/// message is known by time, sender and text, for the how-maniest time.
final class TableReading {
    private static final Set<String> WORDS = Set.of("", "text", "文本");
    private static final String NOTICE = "系统";

    private final ExportFile file;
    private final Columns columns;
    private final Times times;
    private final Intake intake;
    private final Occurrences occurrences = new Occurrences();
    private final String title;
    private final Platform platform;
    private long count;

    TableReading(ExportFile file, Columns columns, Times times, Intake intake) {
        this.file = file;
        this.columns = columns;
        this.times = times;
        this.intake = intake;
        String name = file.name().substring(file.name().lastIndexOf('/') + 1);
        int ending = name.lastIndexOf('.');
        title = ending > 0 ? name.substring(0, ending) : name;
        platform = columns.has(Role.TIME) ? Platform.CSV : Platform.PLAIN;
    }

    /// Takes the next row.
    void take(Row row) {
        String sender = columns.cell(row, Role.SENDER);
        String type = columns.cell(row, Role.TYPE);
        String text = columns.cell(row, Role.TEXT);
        Kind kind = WORDS.contains(type) ? Kind.SPEECH : Kind.MEDIA;
        Optional<Instant> sentAt = time(row);
        if (type.contains(NOTICE)) {
            intake.dropped(Reason.SERVICE);
        } else if (text.isEmpty() && kind == Kind.SPEECH) {
            intake.dropped(Reason.EMPTY);
        } else if (sender.isEmpty() || sentAt.isEmpty()) {
            String fault =
                    sender.isEmpty() ? "a sender" : "a date that can be read; see --date-order";
            intake.rejected(file + ":" + row.line(), "a message without " + fault);
        } else {
            // what the cell of a picture holds is a path, and nobody's words
            offer(row, sentAt.get(), kind, kind == Kind.SPEECH ? text : "");
        }
    }

    private Optional<Instant> time(Row row) {
        return columns.has(Role.TIME)
                ? times.parse(columns.cell(row, Role.TIME))
                : Optional.of(Instant.ofEpochSecond(count));
    }

    private void offer(Row row, Instant sentAt, Kind kind, String text) {
        String sender = columns.cell(row, Role.SENDER);
        String channel = columns.cell(row, Role.CHANNEL);
        String where = channel.isEmpty() ? title : channel;
        String id = columns.cell(row, Role.ID);
        String when = columns.has(Role.TIME) ? sentAt.toString() : "";
        intake.offer(
                new Message(
                        new Channel(platform, where, where),
                        id.isEmpty() ? occurrences.next(where, when, sender, text) : id,
                        new Handle(platform, sender),
                        sender,
                        sentAt,
                        count++,
                        kind,
                        text,
                        Optional.empty(),
                        Optional.empty()),
                file,
                row.line());
    }
}
