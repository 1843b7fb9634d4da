package dev.understudy.archive.people;

import dev.understudy.archive.account.Accounts;
import dev.understudy.archive.live.Policy;
import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.Rows;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The people of one circle: reads them, and changes what is known of them. Throws as
/// [LiveArchive][dev.understudy.archive.live.LiveArchive] does. Thread-safe.
public final class Roster {
    private static final String ACTIVITY =
            """
            SELECT COUNT(*), h.platform, h.external_id, MIN(m.sent_at), MAX(m.sent_at)
            FROM message m JOIN handle h ON h.id = m.handle_id JOIN circle c ON c.id = h.circle_id
            WHERE c.name = ? GROUP BY h.platform, h.external_id""";

    private final Database database;
    private final Circle circle;

    /// Of use to the archive alone, which gives one for each circle.
    public Roster(Database database, Circle circle) {
        this.database = database;
        this.circle = circle;
    }

    /// Everyone, in the order in which they were first stored, without the forgotten.
    public List<Member> members() {
        return database.read(
                db ->
                        Accounts.all(db, circle).stream()
                                .filter(owner -> !owner.isForgotten())
                                .map(Member::of)
                                .toList());
    }

    /// How much was written through each handle that anything was written through. Reads all
    /// messages.
    public Map<Handle, Activity> activity() {
        Map<Handle, Activity> activity = new LinkedHashMap<>();
        database.read(
                        db ->
                                db.createQuery(ACTIVITY)
                                        .bind(0, circle.name())
                                        .map((row, _) -> Map.entry(Rows.handle(row), wrote(row)))
                                        .list())
                .forEach(one -> activity.put(one.getKey(), one.getValue()));
        return activity;
    }

    private static Activity wrote(ResultSet row) throws SQLException {
        return Platform.ofKey(row.getString(2)) == Platform.PLAIN
                ? new Activity(row.getLong(1), Optional.empty(), Optional.empty())
                : new Activity(row.getLong(1), Rows.instant(row, 4), Rows.instant(row, 5));
    }

    /// Whose words may be used under `policy`.
    public Company company(Policy policy) {
        return Company.of(members(), policy);
    }

    /// Makes all of `changes` in their order, or none if it throws.
    ///
    /// Throws UserError when a name is somebody else's, when nobody would be left of whom an
    /// account is taken out, and for a handle that nobody has.
    public void apply(List<Change> changes) {
        database.writeAlone(
                writing -> {
                    Registry registry = new Registry(writing, circle);
                    changes.forEach(registry::make);
                    return true;
                });
    }
}
