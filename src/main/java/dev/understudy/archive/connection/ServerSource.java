package dev.understudy.archive.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.understudy.settings.UserError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// Opens a database on a PostgreSQL server, which several processes share.
public final class ServerSource {
    /// The oldest that is still looked after by those who make it.
    private static final int OLDEST_VERSION = 14;

    private static final int MOST_CONNECTIONS = 10;

    /// How long a caller waits for a connection before the server is said to be out of reach.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String FITNESS =
            """
            SELECT CAST(CURRENT_SETTING('server_version_num') AS INTEGER),
                TO_REGCLASS('flyway_schema_history') IS NOT NULL
                OR HAS_SCHEMA_PRIVILEGE(CURRENT_SCHEMA(), 'CREATE')""";

    private static final Duration UNUSED = Duration.ofMinutes(1);

    /// What holds where the address says nothing else, in seconds where it is a time. A server that
    /// went away without a word is given up after the longest query: one that reads a circle whole.
    private static final Map<PGProperty, String> DEFAULTS =
            Map.of(
                    PGProperty.CONNECT_TIMEOUT, "5",
                    PGProperty.LOGIN_TIMEOUT, "5",
                    PGProperty.SOCKET_TIMEOUT, "60",
                    PGProperty.TCP_KEEP_ALIVE, "true",
                    PGProperty.REWRITE_BATCHED_INSERTS, "true",
                    PGProperty.APPLICATION_NAME, "understudy",
                    // What others write in one circle is waited for so long.
                    PGProperty.OPTIONS, "-c lock_timeout=30s",
                    // A row that is in the way is not quoted.
                    PGProperty.LOG_SERVER_ERROR_DETAIL, "false");

    private ServerSource() {}

    /// The database on `server`. Throws UserError when it cannot be had.
    public static Source open(Server server) {
        ServerTrouble trouble = new ServerTrouble(server);
        PGSimpleDataSource data = data(server);
        return trouble.explained(
                () -> {
                    requireFit(server, trouble, data);
                    HikariDataSource pool = new HikariDataSource(pool(data));
                    return new Source(pool, trouble, true, pool::close);
                });
    }

    private static PGSimpleDataSource data(Server server) {
        PGSimpleDataSource data = new PGSimpleDataSource();
        data.setUrl(server.url());
        Properties said = Driver.parseURL(server.url(), null);
        DEFAULTS.forEach(
                (property, value) -> {
                    if (said == null || said.getProperty(property.getName()) == null) {
                        data.setProperty(property, value);
                    }
                });
        server.user().ifPresent(data::setUser);
        server.password().ifPresent(data::setPassword);
        return data;
    }

    private static HikariConfig pool(PGSimpleDataSource data) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("archive");
        pool.setDataSource(data);
        pool.setMaximumPoolSize(MOST_CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(UNUSED.toMillis());
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setValidationTimeout(PATIENCE.toMillis() / 2);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    /// Throws UserError when the server is too old, or its user may not make the tables that are
    /// not there yet: the migration would try that again for ten seconds.
    private static void requireFit(Server server, ServerTrouble trouble, PGSimpleDataSource data) {
        try (Connection connection = data.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(FITNESS)) {
            answer.next();
            requireVersion(server, answer.getInt(1) / 10_000);
            if (!answer.getBoolean(2)) {
                throw trouble.forbidden();
            }
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    static void requireVersion(Server server, int version) {
        if (version < OLDEST_VERSION) {
            throw new UserError(
                    "The database %s runs on PostgreSQL %d; version %d or newer is needed."
                            .formatted(server.place(), version, OLDEST_VERSION),
                    "Upgrade the server, or name another in understudy.yml, archive.url.");
        }
    }
}
