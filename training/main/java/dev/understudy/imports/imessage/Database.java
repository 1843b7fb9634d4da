package dev.understudy.imports.imessage;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/// A database of Messages, open for reading. The file itself is never changed, nor is anything
/// written beside it: what has a write-ahead log, or lies in a zip, is copied to a temporary
/// folder, which goes when this is closed. One thread.
final class Database implements AutoCloseable {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /// No text or picture in a row is as large; what is would fill the memory.
    private static final String MAX_VALUE_BYTES = "64000000";

    private static final long SPARE_BYTES = 100_000_000;

    private final Connection connection;
    private final Optional<Copy> copy;

    private Database(Connection connection, Optional<Copy> copy) {
        this.connection = connection;
        this.copy = copy;
    }

    /// A copy on disk. Whatever ends the program before it is deleted deletes it, too, if it can.
    private record Copy(Path folder, Path file) implements AutoCloseable {
        private static final List<String> ENDINGS = List.of("", "-wal", "-shm", "-journal");

        static Copy of(ExportFile file, Optional<ExportFile> log) throws IOException {
            Path folder = Files.createTempDirectory("understudy");
            folder.toFile().deleteOnExit();
            Copy copy = new Copy(folder, folder.resolve("chat.db"));
            copy.paths().forEach(path -> path.toFile().deleteOnExit());
            try {
                long bytes = file.bytes() + log.map(ExportFile::bytes).orElse(0L);
                if (Files.getFileStore(folder).getUsableSpace() < bytes + SPARE_BYTES) {
                    throw new UserError(
                            file + " has to be copied, and there is no room for it in " + folder,
                            "Free " + (bytes + SPARE_BYTES) / 1_000_000 + " MB there.");
                }
                copy(file, copy.file());
                if (log.isPresent()) {
                    copy(log.get(), folder.resolve("chat.db-wal"));
                }
                return copy;
            } catch (IOException | UserError failed) {
                copy.close();
                throw failed;
            }
        }

        private static void copy(ExportFile from, Path to) throws IOException {
            try (InputStream bytes = from.open()) {
                Files.copy(bytes, to);
            }
        }

        private List<Path> paths() {
            return ENDINGS.stream().map(ending -> folder.resolve("chat.db" + ending)).toList();
        }

        @Override
        public void close() throws IOException {
            for (Path path : paths()) {
                Files.deleteIfExists(path);
            }
            Files.deleteIfExists(folder);
        }
    }

    /// Whether `file` begins as databases of SQLite do.
    static boolean isSqlite(ExportFile file) throws IOException {
        try (InputStream bytes = file.open()) {
            return Arrays.equals(bytes.readNBytes(MAGIC.length), MAGIC);
        }
    }

    /// Opens `file` with what its write-ahead log adds.
    ///
    /// Throws IOException when it cannot be copied, SQLException when it is no database.
    static Database open(ExportFile file, Optional<ExportFile> log)
            throws IOException, SQLException {
        Optional<ExportFile> filled = log.filter(found -> found.bytes() > 0);
        boolean inPlace = filled.isEmpty() && Files.isRegularFile(file.path());
        Optional<Copy> copy = inPlace ? Optional.empty() : Optional.of(Copy.of(file, filled));
        SQLiteConfig config = new SQLiteConfig();
        config.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, MAX_VALUE_BYTES);
        config.setReadOnly(inPlace);
        Path path = copy.map(Copy::file).orElse(file.path());
        String url = "jdbc:sqlite:" + path.toUri() + (inPlace ? "?immutable=1" : "");
        try {
            return new Database(config.createConnection(url), copy);
        } catch (SQLException damaged) {
            if (copy.isPresent()) {
                copy.get().close();
            }
            throw damaged;
        }
    }

    /// The names of the columns of `table`, in lower case; none when there is no such table. A view
    /// or a virtual table is none.
    Set<String> columns(String table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT lower(c.name) FROM sqlite_master t, pragma_table_info(t.name) c"
                                + " WHERE t.type = 'table' AND t.name = ?"
                                + " AND t.sql NOT LIKE 'CREATE VIRTUAL%'")) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(String.valueOf(rows.getString(1)).toLowerCase(Locale.ROOT));
                }
            }
        }
        return columns;
    }

    /// What is done with each row of an answer.
    @FunctionalInterface
    interface RowSink {
        void take(ResultSet row) throws SQLException;
    }

    /// Runs `query`, one of this package's own, and hands over each row of the answer.
    void forEach(String query, RowSink sink) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                sink.take(rows);
            }
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        try {
            connection.close();
        } finally {
            if (copy.isPresent()) {
                copy.get().close();
            }
        }
    }
}
