package dev.understudy.jobs.connection;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/// A database that may be away for a while: who asks it for a connection waits until it is back,
/// and of an absence the log tells once. Thread-safe.
///
/// Those who wait are freed by [#close], and by an interrupt; then they get the last failure.
public final class Enduring implements DataSource, AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Enduring.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final DataSource source;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger absences = new AtomicInteger();
    private boolean away;

    /// Stands before `source`.
    public Enduring(DataSource source) {
        this.source = source;
    }

    /// How often the database went away so far.
    public int absences() {
        return absences.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                Connection connection = source.getConnection();
                isBack();
                return connection;
            } catch (SQLException failed) {
                isAway(failed);
                if (isFreedWithin(pause)) {
                    throw failed;
                }
            }
        }
    }

    /// Does `work`, again if the database fails in the middle, until it succeeds. Empty when this
    /// was closed or the thread interrupted meanwhile.
    public <T> Optional<T> persistently(Supplier<T> work) {
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return Optional.of(work.get());
            } catch (RuntimeException failed) {
                isAway(failed);
                if (isFreedWithin(pause)) {
                    return Optional.empty();
                }
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private boolean isFreedWithin(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException freed) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private synchronized void isAway(Exception failed) {
        if (!away && closed.getCount() > 0) {
            away = true;
            absences.incrementAndGet();
            LOG.warn(
                    "The database does not answer. Jobs go on, and what comes of them is noted when"
                            + " it is back.",
                    failed);
        }
    }

    private synchronized void isBack() {
        if (away) {
            away = false;
            LOG.info("The database is back.");
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the source knows who it is");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
