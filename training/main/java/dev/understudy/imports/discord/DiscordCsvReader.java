package dev.understudy.imports.discord;

import dev.understudy.imports.csv.CsvRows;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.imports.json.Json;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.ZoneId;
import java.util.List;

/// Reads DiscordChatExporter's CSV, which tells neither message ids, replies, bots nor edits: its
/// JSON is the better one. An export that was killed gives all its whole messages. Memory: one
/// message, and an id for each.
///
/// Source: Tyrrrz/DiscordChatExporter, `CsvMessageWriter.cs` at 4f29fa63d070.
public final class DiscordCsvReader implements SingleFileReader {
    private static final List<String> HEADER =
            List.of("AuthorID", "Author", "Date", "Content", "Attachments", "Reactions");

    private final ZoneId zone;

    /// A reader for exports from one place.
    ///
    /// @param zone where the exporting computer was: old files tell only its local time
    public DiscordCsvReader(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String name() {
        return "discord-csv";
    }

    @Override
    public String title() {
        return "DiscordChatExporter (CSV)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        try (CsvRows rows = new CsvRows(file.openStart())) {
            return rows.next().filter(row -> row.cells().equals(HEADER)).isPresent();
        } catch (IOException undecided) {
            return false;
        }
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        DiscordRows messages = new DiscordRows(file, zone, intake);
        try (CountedStream bytes = new CountedStream(file.open());
                CsvRows rows = new CsvRows(bytes)) {
            if (rows.next().filter(row -> row.cells().equals(HEADER)).isEmpty()) {
                throw foreign(file);
            }
            messages.read(rows, bytes);
            intake.position(bytes.position());
        } catch (CsvRows.Damaged damaged) {
            throw new UserError(
                    file
                            + ":"
                            + damaged.line()
                            + " is damaged: "
                            + damaged.getMessage()
                            + "; whole messages before that: "
                            + messages.count()
                            + ".",
                    "Export the channel again and import it: only what is missing is added.",
                    damaged);
        } catch (CharacterCodingException otherEncoding) {
            throw new UserError(
                    file + " is not UTF-8 text after message " + messages.count() + ".",
                    "Save it as UTF-8 and import it again: only what is missing is added.",
                    otherEncoding);
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
    }

    private static UserError foreign(ExportFile file) {
        return new UserError(
                file + " is no CSV export of DiscordChatExporter's.",
                "Its first line is " + String.join(",", HEADER) + "; export it again.");
    }
}
