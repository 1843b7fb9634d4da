package dev.understudy.archive.live;

import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.Forgetting;
import dev.understudy.archive.table.Rows;
import dev.understudy.archive.table.Writing;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.SpeakerName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the people of one circle said about being kept and cloned. It binds imports too. Throws as
/// [LiveArchive] does. Thread-safe.
public final class Consents {
    private static final String OF_HANDLE =
            """
            SELECT p.consent, p.consent_how, p.consent_at
            FROM person p JOIN circle c ON c.id = p.circle_id JOIN handle h ON h.person_id = p.id
            WHERE c.name = ? AND h.platform = ? AND h.external_id = ?""";

    private static final String OF_ALL =
            """
            SELECT p.consent, p.consent_how, p.consent_at, p.speaker
            FROM person p JOIN circle c ON c.id = p.circle_id WHERE c.name = ? ORDER BY p.id""";

    private static final String SET =
            """
            UPDATE person SET consent = ?, consent_how = ?, consent_at = ?,
                display_name = CASE WHEN display_name = '' THEN ? ELSE display_name END
            WHERE id = ? AND (consent_at IS NULL OR consent_at <= ?)
                AND (forgotten_at IS NULL OR forgotten_at <= ?)""";

    private static final String FORGOTTEN =
            """
            SELECT p.speaker, h.platform, h.external_id, p.forgotten_at
            FROM person p JOIN circle c ON c.id = p.circle_id JOIN handle h ON h.person_id = p.id
            WHERE c.name = ? AND p.forgotten_at IS NOT NULL ORDER BY p.id, h.id""";

    private final Database database;
    private final Circle circle;

    Consents(Database database, Circle circle) {
        this.database = database;
        this.circle = circle;
    }

    /// What the person who owns `handle` said; [Consent#UNKNOWN] for a stranger.
    public Consent of(Handle handle) {
        return database.read(
                db ->
                        db.createQuery(OF_HANDLE)
                                .bind(0, circle.name())
                                .bind(1, handle.platform().key())
                                .bind(2, handle.id())
                                .map((row, _) -> consent(row))
                                .findOne()
                                .orElse(Consent.UNKNOWN));
    }

    /// Columns 1 to 3: state, how, when.
    private static Consent consent(ResultSet row) throws SQLException {
        Optional<Instant> at = Rows.instant(row, 3);
        return at.isEmpty()
                ? Consent.UNKNOWN
                : new Consent(
                        Consent.State.valueOf(row.getString(1)),
                        Consent.How.valueOf(row.getString(2)),
                        at.get());
    }

    /// What everyone of the circle said, in the order in which they were first stored.
    public Map<SpeakerName, Consent> all() {
        Map<SpeakerName, Consent> all = new LinkedHashMap<>();
        database.read(
                        db ->
                                db.createQuery(OF_ALL)
                                        .bind(0, circle.name())
                                        .map(
                                                (row, _) ->
                                                        Map.entry(
                                                                new SpeakerName(row.getString(4)),
                                                                consent(row)))
                                        .list())
                .forEach(said -> all.put(said.getKey(), said.getValue()));
        return Collections.unmodifiableMap(all);
    }

    /// Notes what the person who owns `handle` said, unless something later is known. Somebody who
    /// never wrote becomes a person called `name`.
    ///
    /// After a refusal nothing that they write is stored; what was stored before stays until they
    /// are forgotten. Somebody who was forgotten and agrees again is stored from then on.
    public void set(Handle handle, String name, Consent consent) {
        database.write(writing -> set(writing, handle, name, consent));
    }

    private boolean set(Writing writing, Handle handle, String name, Consent consent) {
        long personId = writing.names(circle).personId(handle, name, consent.at());
        int changed =
                writing.db()
                        .createUpdate(SET)
                        .bind(0, consent.state().name())
                        .bind(1, consent.how().name())
                        .bind(2, Rows.time(consent.at()))
                        .bind(3, Rows.name(name))
                        .bind(4, personId)
                        .bind(5, Rows.time(consent.at()))
                        .bind(6, Rows.time(consent.at()))
                        .execute();
        writing.forgetNames(circle);
        return changed > 0;
    }

    /// Deletes all that the person who owns `handle` wrote, for good, and returns how many messages
    /// that was. Their messages are not stored again, from imports neither; a stranger's are kept
    /// out too.
    ///
    /// What goes beside their messages: all that their clone said, and their reactions. Of other
    /// clones' lines whose prompt holds a line of theirs, text and prompt are emptied; who said it
    /// stays. Consent becomes unknown, and the person is no longer one of those that the archive
    /// names.
    ///
    /// @param remains is handed every message first; its hashes are kept
    public long forget(Handle handle, Instant at, Remains remains) {
        return database.writeAlone(
                writing -> {
                    long personId = writing.names(circle).personId(handle, "", at);
                    Forgetting forgetting = new Forgetting(writing.db(), personId);
                    long messages = forgetting.forget(at, remains::add);
                    remains.aliases().forEach(name -> forgetting.emptyLinesThatHeard(name.text()));
                    Forgetting.keep(writing.db(), remains.hashes());
                    writing.forgetNames(circle);
                    return messages;
                });
    }

    /// Everyone who was ever forgotten, those who agreed again among them, in the order in which
    /// they were first stored.
    public List<Forgotten> forgotten() {
        Map<SpeakerName, Forgotten> all = new LinkedHashMap<>();
        database.read(
                        db ->
                                db.createQuery(FORGOTTEN)
                                        .bind(0, circle.name())
                                        .map((row, _) -> forgotten(row))
                                        .list())
                .forEach(one -> all.merge(one.speaker(), one, Forgotten::and));
        return List.copyOf(all.values());
    }

    private static Forgotten forgotten(ResultSet row) throws SQLException {
        return new Forgotten(
                new SpeakerName(row.getString(1)),
                List.of(Rows.handle(row)),
                Rows.requiredInstant(row, 4));
    }
}
