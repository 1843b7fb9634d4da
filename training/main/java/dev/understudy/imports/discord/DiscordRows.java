package dev.understudy.imports.discord;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.csv.CsvRows;
import dev.understudy.imports.csv.CsvRows.Row;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Occurrences;
import dev.understudy.imports.format.Reason;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes ours of the rows of one CSV export. One thread.
///
/// Without message ids nothing tells a row from the same message heard live, so a CSV has a channel
/// of its own, by the id in the file's name where the exporter has put it.
final class DiscordRows {
    private static final int CELLS = 6;
    private static final Pattern CHANNEL =
            Pattern.compile("(?<name>[^\\[\\]]*?) ?\\[(?<id>\\d{15,20})]");
    private static final Pattern PART = Pattern.compile(" \\[part \\d+]$");
    private static final Pattern DISCRIMINATOR = Pattern.compile("(?<=.)#(\\d{4}|0)$");

    /// All that these lines can be; whole messages only, for people use such words, too.
    private static final Pattern NOTICE =
            Pattern.compile(
                    "Joined the server\\.|Pinned a message\\.|Left the group\\."
                            + "|Changed the channel icon\\.|Started a thread\\."
                            + "|Started a call that lasted [\\d.,]+ minutes\\.");

    /// `01-Jan-20 01:33 AM`, as exports before 2023 say it.
    private static final DateTimeFormatter OLD =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("dd-MMM-yy hh:mm a")
                    .toFormatter(Locale.ENGLISH);

    private final ExportFile file;
    private final ZoneId zone;
    private final Intake intake;
    private final Channel channel;
    private final Occurrences occurrences = new Occurrences();
    private long count;

    DiscordRows(ExportFile file, ZoneId zone, Intake intake) {
        this.file = file;
        this.zone = zone;
        this.intake = intake;
        this.channel = channel(file.name());
    }

    /// `Club - Text - general [123456789012345678] [part 2].csv` is that channel, called general.
    private static Channel channel(String name) {
        String stem = name.substring(name.lastIndexOf('/') + 1).replaceFirst("(?i)\\.csv$", "");
        stem = PART.matcher(stem).replaceFirst("");
        Matcher matcher = CHANNEL.matcher(stem);
        String id = stem;
        String title = stem;
        if (matcher.find()) {
            id = matcher.group("id");
            title = matcher.group("name").substring(matcher.group("name").lastIndexOf(" - ") + 1);
            title = title.replaceFirst("^- ", "");
        }
        return new Channel(Platform.DISCORD, "csv:" + id, title);
    }

    /// How many rows have been taken.
    long count() {
        return count;
    }

    /// Hands over all rows that `rows` has left.
    ///
    /// Throws CsvRows.Damaged where the table ends being one, IOException when it cannot be read.
    void read(CsvRows rows, CountedStream bytes) throws IOException {
        for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
            count++;
            deliver(row.get());
            intake.position(bytes.position());
        }
    }

    private void deliver(Row row) {
        String where = file + ":" + row.line();
        if (row.cells().size() != CELLS) {
            intake.rejected(where, "not a row of " + CELLS + " cells");
            return;
        }
        String text = row.cell(3);
        boolean media = !row.cell(4).isBlank();
        if (!media && NOTICE.matcher(text).matches()) {
            intake.dropped(Reason.SERVICE);
            return;
        }
        Optional<Instant> sentAt = time(row.cell(2));
        if (row.cell(0).isBlank() || sentAt.isEmpty()) {
            intake.rejected(
                    where,
                    row.cell(0).isBlank()
                            ? "a message without a sender"
                            : "a message without a date that can be read");
            return;
        }
        offer(row, sentAt.get(), media || text.isBlank() ? Kind.MEDIA : Kind.SPEECH);
    }

    private void offer(Row row, Instant sentAt, Kind kind) {
        String sender = row.cell(0);
        String name = DISCRIMINATOR.matcher(row.cell(1)).replaceFirst("");
        String text = new Markdown("", "", Map.of()).rendered(row.cell(3));
        intake.offer(
                new Message(
                        channel,
                        occurrences.next(sender, sentAt.toString(), row.cell(3), row.cell(4)),
                        new Handle(Platform.DISCORD, sender),
                        name.isBlank() ? "Deleted-" + sender : name,
                        sentAt,
                        count,
                        kind,
                        text,
                        Optional.empty(),
                        Optional.empty()),
                file,
                row.line());
    }

    private Optional<Instant> time(String date) {
        Optional<Instant> exact = Snowflake.time(date);
        if (exact.isPresent()) {
            return exact;
        }
        try {
            return Optional.of(LocalDateTime.parse(date, OLD).atZone(zone).toInstant());
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }
}
