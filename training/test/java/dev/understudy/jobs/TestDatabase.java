package dev.understudy.jobs;

import dev.understudy.archive.Archive;
import dev.understudy.archive.server.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// Databases with the archive's tables: a file of H2's, or one in a real PostgreSQL that all tests
/// of this process share.
public enum TestDatabase {
    H2,
    POSTGRESQL;

    private static final AtomicInteger COUNT = new AtomicInteger();

    /// A new database with empty tables.
    ///
    /// @param folder for H2's file
    public DataSource fresh(Path folder) {
        return switch (this) {
            case H2 -> h2(folder.resolve("archive-" + COUNT.incrementAndGet()));
            case POSTGRESQL -> postgres();
        };
    }

    /// The archive in `file`, made when absent.
    public static DataSource h2(Path file) {
        Archive.open(file).close();
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:file:async:"
                        + file
                        + ";WRITE_DELAY=0;LOCK_TIMEOUT=20000;DB_CLOSE_DELAY=-1");
        return source;
    }

    private static DataSource postgres() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(PostgresServer.shared().archive().url());
        source.setUser("postgres");
        return source;
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
