package dev.understudy.jobs;

import dev.understudy.chat.Circle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rows of the table `job`, in one transaction.
///
/// @param db the connection
record JobRows(Handle db) {
    private static final int MAX_NAME = 200;
    private static final int MAX_TOLD = 4000;

    private static final String SELECT =
            """
            SELECT id, circle, reason, asked_at, asked_by, begun_at, begun_by, claim, progress,
                ended_at, outcome, told, version
            FROM job\s""";

    private static final String INSERT =
            """
            INSERT INTO job (id, circle, open_circle, reason, asked_at, asked_by)
            VALUES (?, ?, ?, ?, ?, ?)""";

    private static final String INSERT_SKIPPED =
            """
            INSERT INTO job (id, circle, reason, asked_at, asked_by, ended_at, outcome, told)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String END =
            """
            UPDATE job SET ended_at = ?, outcome = ?, told = ?, version = NULLIF(?, ''),
                open_circle = NULL
            WHERE id = ? AND claim = ? AND ended_at IS NULL""";

    Optional<Job> find(String id) {
        return select("WHERE id = ?", id).stream().findFirst();
    }

    Optional<Job> open(Circle circle) {
        return select("WHERE open_circle = ?", circle.name()).stream().findFirst();
    }

    List<Job> latest(Circle circle, int count) {
        return select(
                "WHERE circle = ? ORDER BY asked_at DESC, id DESC FETCH FIRST ? ROWS ONLY",
                circle.name(),
                count);
    }

    List<Job> unannounced() {
        return select("WHERE ended_at IS NOT NULL AND NOT announced ORDER BY ended_at, id");
    }

    private List<Job> select(String which, Object... values) {
        return db.select(SELECT + which, values).map((row, _) -> job(row)).list();
    }

    private static Job job(ResultSet row) throws SQLException {
        Optional<Instant> begun = instant(row, "begun_at");
        Optional<Instant> ended = instant(row, "ended_at");
        return new Job(
                row.getString("id"),
                new Circle(row.getString("circle")),
                new Job.Asked(
                        Job.Reason.valueOf(row.getString("reason")),
                        instant(row, "asked_at").orElseThrow(),
                        row.getString("asked_by")),
                begun.isEmpty() ? Optional.empty() : Optional.of(begun(row, begun.get())),
                ended.isEmpty() ? Optional.empty() : Optional.of(ended(row, ended.get())));
    }

    private static Job.Begun begun(ResultSet row, Instant at) throws SQLException {
        return new Job.Begun(
                at, row.getString("begun_by"), row.getLong("claim"), row.getString("progress"));
    }

    private static Job.Ended ended(ResultSet row, Instant at) throws SQLException {
        return new Job.Ended(
                at,
                Job.Outcome.valueOf(row.getString("outcome")),
                row.getString("told"),
                Optional.ofNullable(row.getString("version")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    /// Adds an open job. Fails when the id is taken, or when the circle has an open one.
    void insert(String id, Circle circle, Job.Asked asked) {
        db.execute(
                INSERT,
                id,
                circle.name(),
                circle.name(),
                asked.reason().name(),
                time(asked.at()),
                cut(asked.by(), MAX_NAME));
    }

    /// Adds a job that ended before it began. Fails when the id is taken.
    void insertSkipped(String id, Circle circle, Job.Asked asked, String told) {
        db.execute(
                INSERT_SKIPPED,
                id,
                circle.name(),
                asked.reason().name(),
                time(asked.at()),
                cut(asked.by(), MAX_NAME),
                time(asked.at()),
                Job.Outcome.SKIPPED.name(),
                cut(told, MAX_TOLD));
    }

    /// How many jobs `circle` ever had.
    long count(Circle circle) {
        return db.select("SELECT COUNT(*) FROM job WHERE circle = ?", circle.name())
                .mapTo(Long.class)
                .one();
    }

    /// Notes that nobody works on it at present.
    void rest(String id) {
        db.execute(
                """
                UPDATE job SET begun_at = NULL, begun_by = NULL, progress = ''
                WHERE id = ? AND ended_at IS NULL""",
                id);
    }

    /// Notes that the worker who had it fell silent.
    void died(String id) {
        db.execute("UPDATE job SET deaths = deaths + 1 WHERE id = ?", id);
        rest(id);
    }

    int deaths(String id) {
        return db.select("SELECT deaths FROM job WHERE id = ?", id).mapTo(Integer.class).one();
    }

    /// Makes it `worker`'s, whoever had it, and returns the claim to show from then on.
    long begin(String id, String worker, Instant at) {
        db.execute(
                """
                UPDATE job SET claim = claim + 1, begun_at = ?, begun_by = ?, progress = ''
                WHERE id = ?""",
                time(at),
                cut(worker, MAX_NAME),
                id);
        return claim(id);
    }

    long claim(String id) {
        return db.select("SELECT claim FROM job WHERE id = ?", id).mapTo(Long.class).one();
    }

    /// Whether `claim` is still the one that counts; notes `progress` if so.
    boolean progress(String id, long claim, String progress) {
        return db.execute(
                        """
                        UPDATE job SET progress = ?
                        WHERE id = ? AND claim = ? AND ended_at IS NULL""",
                        cut(progress, MAX_NAME),
                        id,
                        claim)
                > 0;
    }

    /// Ends it if it has not ended and `claim` still counts; returns whether it did.
    boolean end(String id, long claim, Result result, Instant at) {
        return db.execute(
                        END,
                        time(at),
                        result.outcome().name(),
                        cut(result.told(), MAX_TOLD),
                        cut(result.version().orElse(""), MAX_NAME),
                        id,
                        claim)
                > 0;
    }

    boolean announce(String id) {
        return db.execute(
                        """
                        UPDATE job SET announced = TRUE
                        WHERE id = ? AND ended_at IS NOT NULL AND NOT announced""",
                        id)
                > 0;
    }

    static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /// `text` as a column of `length` UTF-16 units holds it, without NUL, which PostgreSQL refuses.
    private static String cut(String text, int length) {
        String clean = text.replace("\0", "");
        int end = Math.min(length, clean.length());
        boolean split = end < clean.length() && Character.isLowSurrogate(clean.charAt(end));
        return clean.substring(0, split ? end - 1 : end);
    }
}
