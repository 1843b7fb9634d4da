package dev.understudy.imports.csv;

import dev.understudy.imports.format.Utf8Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows of a UTF-8 file of comma-separated values, one after the other: cells in quotes hold line
/// breaks, commas and `""` for a quote. Memory: one row. One thread.
///
/// Source: RFC 4180. A quote inside a cell that does not begin with one is a character.
public final class CsvRows implements AutoCloseable {
    private static final int MAX_CELL = 10_000_000;
    private static final int MAX_CELLS = 1_000;
    private static final int NOTHING = -2;

    /// One row.
    ///
    /// @param line on which it begins, from 1
    public record Row(long line, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        /// The cell at `index`; empty when the row is shorter.
        public String cell(int index) {
            return index >= 0 && index < cells.size() ? cells.get(index) : "";
        }
    }

    /// Says that the file is no table from some line on.
    public static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        private final long line;

        /// Damage of the row that begins on `line`.
        public Damaged(long line, String what) {
            super(what);
            this.line = line;
        }

        /// The line on which the row that is damaged begins.
        public long line() {
            return line;
        }
    }

    private final Reader text;
    private final char separator;
    private long line = 1;
    private int ahead = NOTHING;

    /// Reads `bytes` from the start, without the mark that some programs put first.
    ///
    /// Throws IOException when they cannot be read.
    public CsvRows(InputStream bytes) throws IOException {
        this(bytes, ',');
    }

    /// The same with `separator` between cells.
    ///
    /// Throws IOException when `bytes` cannot be read.
    public CsvRows(InputStream bytes, char separator) throws IOException {
        this.separator = separator;
        text = new BufferedReader(new Utf8Text(bytes));
        int first = take();
        ahead = first == '\uFEFF' ? NOTHING : first;
    }

    /// The line that is being read, from 1.
    public long line() {
        return line;
    }

    /// The next row that is not an empty line; empty at the end.
    ///
    /// Throws Damaged when the file ends inside quotes, a cell goes on after them, or a row is
    /// longer than any chat's; CharacterCodingException when it is not UTF-8.
    public Optional<Row> next() throws IOException {
        int c = take();
        while (c == '\n' || c == '\r') {
            line += c == '\n' ? 1 : 0;
            c = take();
        }
        if (c < 0) {
            return Optional.empty();
        }
        ahead = c;
        return Optional.of(row());
    }

    private Row row() throws IOException {
        long start = line;
        List<String> cells = new ArrayList<>();
        while (true) {
            StringBuilder cell = new StringBuilder();
            int end = cell(cell, start);
            cells.add(cell.toString());
            if (end != separator) {
                line += end < 0 ? 0 : 1;
                return new Row(start, cells);
            }
            if (cells.size() == MAX_CELLS) {
                throw new Damaged(start, "a row has more than " + MAX_CELLS + " cells");
            }
        }
    }

    /// Reads one cell and what ends it: a separator, a line break as `\n`, or -1 for the end.
    private int cell(StringBuilder cell, long start) throws IOException {
        int c = take();
        if (c == '"') {
            quoted(cell, start);
            c = take();
            if (c == '\r') {
                c = lineBreak();
            }
            if (c != separator && c != '\n' && c >= 0) {
                throw new Damaged(start, "a cell goes on after its quotes");
            }
            return c;
        }
        while (c != separator && c != '\n' && c >= 0) {
            if (c == '\r') {
                return lineBreak();
            }
            append(cell, c, start);
            c = take();
        }
        return c;
    }

    private void quoted(StringBuilder cell, long start) throws IOException {
        while (true) {
            int c = take();
            if (c < 0) {
                throw new Damaged(start, "the file ends inside quotes");
            }
            if (c == '"') {
                int next = take();
                if (next != '"') {
                    ahead = next;
                    return;
                }
            }
            line += c == '\n' ? 1 : 0;
            append(cell, c, start);
        }
    }

    private static void append(StringBuilder cell, int c, long start) throws Damaged {
        if (cell.length() == MAX_CELL) {
            throw new Damaged(start, "a cell is longer than " + MAX_CELL + " characters");
        }
        cell.append((char) c);
    }

    private int lineBreak() throws IOException {
        int c = take();
        ahead = c == '\n' ? NOTHING : c;
        return '\n';
    }

    private int take() throws IOException {
        int c = ahead;
        ahead = NOTHING;
        return c == NOTHING ? text.read() : c;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
