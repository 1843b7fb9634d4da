package dev.understudy.jobs.nights;

import dev.understudy.chat.Circle;
import dev.understudy.settings.UserError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Who plans the nights of which circle, in the database of the archive. Thread-safe.
public final class NightBook {
    /// A planner that said nothing for this long is gone.
    private static final Duration PRESENT = Duration.ofMinutes(10);

    private static final String SEEN =
            """
            UPDATE night_plan SET seen_at = ?, seen_by = ?,
                since = CASE WHEN since > ? THEN ? ELSE since END
            WHERE circle = ? AND cron = ? AND zone = ?""";

    private static final String INSERT =
            """
            INSERT INTO night_plan (seen_at, seen_by, since, circle, cron, zone)
            VALUES (?, ?, ?, ?, ?, ?)""";

    private final Jdbi jdbi;
    private final InstantSource clock;

    /// @param source the archive's database, with its tables
    public NightBook(DataSource source, InstantSource clock) {
        this.clock = clock;
        jdbi = Jdbi.create(source);
    }

    InstantSource clock() {
        return clock;
    }

    /// A row of the table.
    private record Line(String circle, String cron, String zone, Instant seenAt, String seenBy) {
        static Line of(ResultSet row) throws SQLException {
            return new Line(
                    row.getString("circle"),
                    row.getString("cron"),
                    row.getString("zone"),
                    row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                    row.getString("seen_by"));
        }

        boolean differs(Line other) {
            boolean same = cron.equals(other.cron) && zone.equals(other.zone);
            return !same && !seenBy.equals(other.seenBy);
        }

        @Override
        public String toString() {
            return "\"%s\" (%s) by %s".formatted(cron, zone, seenBy);
        }
    }

    /// Notes that `planner` plans the nights of `circle` by `plan`, and returns since when somebody
    /// has: a night that came before was not missed. If that was noted by a clock that ran ahead,
    /// it is since now.
    Instant seen(Circle circle, NightPlan plan, String planner) {
        OffsetDateTime now = now();
        Object[] key = {circle.name(), plan.line(), plan.zone().getId()};
        return jdbi.inTransaction(
                db -> {
                    if (db.execute(SEEN, now, planner, now, now, key[0], key[1], key[2]) == 0) {
                        db.execute(INSERT, now, planner, now, key[0], key[1], key[2]);
                    }
                    return since(db, key);
                });
    }

    private static Instant since(Handle db, Object[] key) {
        return db.select(
                        "SELECT since FROM night_plan WHERE circle = ? AND cron = ? AND zone = ?",
                        key)
                .map((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .one();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /// Notes that `planner` is gone. Since when its nights are planned stays.
    void left(String planner) {
        jdbi.useHandle(
                db ->
                        db.execute(
                                "UPDATE night_plan SET seen_at = ? WHERE seen_by = ?",
                                Instant.EPOCH.atOffset(ZoneOffset.UTC),
                                planner));
    }

    /// Circles whose nights are planned at different times by processes that all run: one entry for
    /// each, with what to do. Each of their nights is done once all the same. Throws UserError when
    /// the database does not answer.
    public List<UserError> disputes() {
        Map<String, List<Line>> present = new TreeMap<>();
        Instant now = clock.instant();
        lines().stream()
                .filter(line -> Duration.between(line.seenAt, now).abs().compareTo(PRESENT) < 0)
                .forEach(
                        line ->
                                present.computeIfAbsent(line.circle, _ -> new ArrayList<>())
                                        .add(line));
        return present.values().stream()
                .filter(lines -> lines.stream().anyMatch(lines.getFirst()::differs))
                .map(NightBook::dispute)
                .toList();
    }

    private List<Line> lines() {
        try {
            return jdbi.withHandle(
                    db ->
                            db.select("SELECT * FROM night_plan ORDER BY circle, cron, zone")
                                    .map((row, _) -> Line.of(row))
                                    .list());
        } catch (JdbiException away) {
            throw new UserError(
                    "The database that keeps the jobs does not answer.",
                    "See that it runs and that its disk has room; no job is lost.",
                    away);
        }
    }

    private static UserError dispute(List<Line> lines) {
        return new UserError(
                "The nights of %s are planned at different times: %s."
                        .formatted(
                                lines.getFirst().circle,
                                String.join(", ", lines.stream().map(Line::toString).toList())),
                "Let one of them plan; until then each night is done once, by whichever comes"
                        + " first.");
    }
}
