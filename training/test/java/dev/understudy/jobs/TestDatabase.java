package dev.understudy.jobs;

import dev.understudy.archive.Archive;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// Databases with the archive's tables: a file of H2's, or one in a real PostgreSQL that all tests
/// of this process share.
public enum TestDatabase {
    H2,
    POSTGRESQL;

    private static final List<String> MIGRATIONS =
            List.of("V1__what_was_said", "V2__live_channels", "V3__people", "V4__jobs");

    private static final AtomicInteger COUNT = new AtomicInteger();

    /// Started when it is first needed, and ended with this process.
    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /// A new database with empty tables.
    ///
    /// @param folder for H2's file
    public DataSource fresh(Path folder) throws SQLException, IOException {
        return switch (this) {
            case H2 -> h2(folder.resolve("archive-" + COUNT.incrementAndGet()));
            case POSTGRESQL -> postgres();
        };
    }

    /// The archive in `file`, made when absent.
    public static DataSource h2(Path file) {
        Archive.open(file).close();
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:async:" + file + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
        return source;
    }

    private static DataSource postgres() throws SQLException, IOException {
        String name = "archive_" + COUNT.incrementAndGet();
        run(Server.POSTGRES.getPostgresDatabase(), "CREATE DATABASE " + name);
        DataSource source = at("localhost", Server.POSTGRES.getPort(), name);
        for (String migration : MIGRATIONS) {
            run(source, script(migration));
        }
        return source;
    }

    private static String script(String migration) throws IOException {
        try (InputStream sql =
                TestDatabase.class.getResourceAsStream("/db/migration/" + migration + ".sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A database of a PostgreSQL, as other processes find it.
    public static PGSimpleDataSource at(String host, int port, String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(name);
        source.setUser("postgres");
        return source;
    }

    /// Runs one or more statements.
    public static void run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
