package dev.understudy.archive.night;

import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.Rows;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// Messages of nights that were rejected: they stay in the archive, and no night learns from them
/// until somebody lets it. Throws UserError when the archive cannot be read or written.
/// Thread-safe.
public final class HeldBack {
    private static final int MAX_REASON = 1000;

    private static final String SELECT =
            """
            SELECT said_from, said_to, reason FROM held_back WHERE circle_id = ?
            ORDER BY said_from, said_to""";

    private static final String INSERT =
            """
            INSERT INTO held_back (circle_id, said_from, said_to, reason, since)
            VALUES (?, ?, ?, ?, ?)""";

    private final Database database;
    private final Circle circle;

    /// A stretch of time.
    ///
    /// @param from what was said after it is held back
    /// @param to what was said until then
    /// @param reason why, for people
    public record Stretch(Instant from, Instant to, String reason) {
        /// Whether `instant` is in it.
        boolean holds(Instant instant) {
            return instant.isAfter(from) && !instant.isAfter(to);
        }
    }

    /// Of use to the archive alone.
    public HeldBack(Database database, Circle circle) {
        this.database = database;
        this.circle = circle;
    }

    /// What is held back, the oldest first.
    public List<Stretch> stretches() {
        return database.read(
                db -> {
                    OptionalLong id = Rows.circleId(db, circle);
                    return id.isEmpty()
                            ? List.of()
                            : db.createQuery(SELECT)
                                    .bind(0, id.getAsLong())
                                    .map((row, _) -> stretch(row))
                                    .list();
                });
    }

    private static Stretch stretch(ResultSet row) throws SQLException {
        return new Stretch(
                Rows.requiredInstant(row, 1), Rows.requiredInstant(row, 2), row.getString(3));
    }

    /// Holds `stretch` back from now on. One that is held back already stays as it is.
    ///
    /// @param now when that is
    public void add(Stretch stretch, Instant now) {
        if (stretches().stream().anyMatch(known -> covers(known, stretch))) {
            return;
        }
        database.write(
                writing -> {
                    OptionalLong id = Rows.circleId(writing.db(), circle);
                    return id.isEmpty()
                            ? 0
                            : writing.db()
                                    .execute(
                                            INSERT,
                                            id.getAsLong(),
                                            Rows.time(stretch.from()),
                                            Rows.time(stretch.to()),
                                            Rows.cut(stretch.reason(), MAX_REASON),
                                            Rows.time(now));
                });
    }

    private static boolean covers(Stretch known, Stretch other) {
        return !known.from().isAfter(Rows.stored(other.from()))
                && !known.to().isBefore(Rows.stored(other.to()));
    }

    /// Holds nothing back any more.
    public void release() {
        database.write(
                writing -> {
                    OptionalLong id = Rows.circleId(writing.db(), circle);
                    return id.isEmpty()
                            ? 0
                            : writing.db()
                                    .execute(
                                            "DELETE FROM held_back WHERE circle_id = ?",
                                            id.getAsLong());
                });
    }

    /// Whether a message is held back at the moment, to be asked of many.
    public Predicate<Message> filter() {
        List<Stretch> now = stretches();
        return message -> now.stream().anyMatch(stretch -> stretch.holds(message.sentAt()));
    }
}
