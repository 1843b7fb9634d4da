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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The people of one circle: reads them, and changes what is known of them. Throws as
/// [LiveArchive][dev.understudy.archive.live.LiveArchive] does. Thread-safe.
public final class Roster {
    /// The sum keeps H2 from its index, which makes it look up a million rows one by one.
    private static final String ACTIVITY =
            """
            SELECT handle_id + 0, COUNT(*), MIN(sent_at), MAX(sent_at) FROM message
            GROUP BY handle_id + 0""";

    private static final String HANDLES =
            """
            SELECT h.id, h.platform, h.external_id FROM handle h JOIN circle c ON c.id = h.circle_id
            WHERE c.name = ?""";

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
        return database.read(this::activity);
    }

    private Map<Handle, Activity> activity(org.jdbi.v3.core.Handle db) {
        Map<Long, Handle> handles = new HashMap<>();
        db.createQuery(HANDLES)
                .bind(0, circle.name())
                .map((row, _) -> Map.entry(row.getLong(1), Rows.handle(row)))
                .forEach(one -> handles.put(one.getKey(), one.getValue()));
        Map<Handle, Activity> activity = new LinkedHashMap<>();
        db.createQuery(ACTIVITY)
                .map((row, _) -> Map.entry(row.getLong(1), wrote(row)))
                .forEach(
                        one ->
                                Optional.ofNullable(handles.get(one.getKey()))
                                        .ifPresent(
                                                handle ->
                                                        activity.put(
                                                                handle,
                                                                dated(handle, one.getValue()))));
        return activity;
    }

    private static Activity wrote(ResultSet row) throws SQLException {
        return new Activity(row.getLong(2), Rows.instant(row, 3), Rows.instant(row, 4));
    }

    private static Activity dated(Handle handle, Activity wrote) {
        return handle.platform() == Platform.PLAIN
                ? new Activity(wrote.messages(), Optional.empty(), Optional.empty())
                : wrote;
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
