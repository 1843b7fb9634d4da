package dev.understudy.imports.csv;

import dev.understudy.imports.csv.CsvRows.Row;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.imports.whatsapp.DateOrder;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads tables with a line of names first and a row for each message: a column for the sender and
/// one for the text, perhaps more for time, id and channel. WeClone's are of that kind. Cells are
/// separated by commas, semicolons or tabs. Memory: one message, and an id for each without one.
public final class CsvReader implements SingleFileReader {
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    /// Columns of other readers' tables.
    private static final Set<String> OTHERS = Set.of("AuthorID", "isRetweet", "is_retweet");

    private final Times times;
    private final Map<String, String> given;

    /// A table's first line, and what it tells.
    private record Head(Row row, char separator, Optional<Columns> columns) {
        int width() {
            return row.cells().size();
        }
    }

    /// A reader of tables.
    ///
    /// @param zone of times that name none
    /// @param order of day and month in dates that do not tell
    /// @param given the columns' names by what they hold: `sender`, `text`, `time`, `id`, `channel`
    ///
    ///   Throws UserError when `given` has another word.
    public CsvReader(ZoneId zone, Optional<DateOrder> order, Map<String, String> given) {
        Columns.check(given);
        times = new Times(zone, order);
        this.given = Map.copyOf(given);
    }

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String title() {
        return "table (CSV with columns for sender and text)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        try {
            Optional<Head> head = head(file);
            return head.isPresent()
                    && head.get().columns().isPresent()
                    && head.get().row().cells().stream().noneMatch(OTHERS::contains);
        } catch (IOException undecided) {
            return false;
        }
    }

    /// The first line cut where it gives most columns; empty when there is none.
    private Optional<Head> head(ExportFile file) throws IOException {
        Optional<Head> best = Optional.empty();
        for (char separator : SEPARATORS) {
            Optional<Head> head = head(file, separator);
            if (head.isPresent() && head.get().width() > best.map(Head::width).orElse(0)) {
                best = head;
            }
        }
        return best;
    }

    private Optional<Head> head(ExportFile file, char separator) throws IOException {
        try (CsvRows rows = new CsvRows(file.openStart(), separator)) {
            return rows.next().map(row -> new Head(row, separator, Columns.of(row, given)));
        } catch (CsvRows.Damaged otherSeparator) {
            return Optional.empty();
        }
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        long line = 1;
        try {
            Head head = head(file).orElseThrow(() -> foreign(file));
            Columns columns = head.columns().orElseThrow(() -> foreign(file));
            try (CountedStream bytes = new CountedStream(file.open());
                    CsvRows rows = new CsvRows(bytes, head.separator())) {
                TableReading reading = new TableReading(file, columns, times, intake);
                Optional<Row> row = rows.next();
                while (row.isPresent()) {
                    line = rows.line();
                    row = rows.next();
                    row.ifPresent(reading::take);
                    intake.position(bytes.position());
                }
            }
        } catch (CsvRows.Damaged damaged) {
            throw new UserError(
                    file + ":" + damaged.line() + " is damaged: " + damaged.getMessage() + ".",
                    "Put the row right and import the file again: only what is missing is added.",
                    damaged);
        } catch (CharacterCodingException otherEncoding) {
            throw new UserError(
                    file + " is not UTF-8 text from line " + line + " on.",
                    "Save it as UTF-8 and import it again: only what is missing is added.",
                    otherEncoding);
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage() + ".",
                    "Check the disk and the rights to the file, then run the command again.",
                    unreadable);
        }
    }

    private UserError foreign(ExportFile file) {
        return new UserError(
                file + ":1 does not name the columns that hold sender and text.",
                given.isEmpty()
                        ? "Say which they are, as in: --columns sender=who,text=said,time=when"
                        : "The names after --columns must be those in its first line, each once.");
    }
}
