package dev.understudy.archive.people;

import dev.understudy.archive.account.Accounts;
import dev.understudy.archive.account.Owner;
import dev.understudy.archive.live.Policy;
import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.Rows;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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

    private static final String BEFORE = "before";

    private final Database database;
    private final Circle circle;

    /// Of use to the archive alone, which gives one for each circle.
    public Roster(Database database, Circle circle) {
        this.database = database;
        this.circle = circle;
    }

    /// Everyone, in the order in which they were first stored, without the forgotten.
    public List<Member> members() {
        return database.read(this::members);
    }

    private List<Member> members(org.jdbi.v3.core.Handle db) {
        return Accounts.all(db, circle).stream()
                .filter(owner -> !owner.isForgotten())
                .map(Member::of)
                .toList();
    }

    /// The other names by which everyone is called, by every name that a model may know them by.
    public Map<SpeakerName, List<String>> aliases() {
        Map<SpeakerName, List<String>> aliases = new LinkedHashMap<>();
        for (Owner owner : database.read(db -> Accounts.all(db, circle))) {
            owner.speakers().forEach(name -> aliases.put(name, owner.person().aliases()));
        }
        return aliases;
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
    public Willing willing(Policy policy) {
        return Willing.of(members(), policy);
    }

    /// The changes that make people as `entries` have them; none where they are so already. Throws
    /// UserError when they cannot be made.
    ///
    /// @param now when those of whom it is news agreed or refused
    public List<Change> plan(List<PeopleFile.Entry> entries, Instant now) {
        return new Plan(this, now).of(entries);
    }

    /// Everyone as they would be after `changes`, which are not made. Throws as [#apply].
    public List<Member> after(List<Change> changes) {
        return database.writeAlone(
                writing -> {
                    writing.db().savepoint(BEFORE);
                    Registry registry = new Registry(writing, circle);
                    changes.forEach(registry::make);
                    List<Member> members = members(writing.db());
                    writing.db().rollbackToSavepoint(BEFORE);
                    writing.forgetNames(circle);
                    return members;
                });
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
