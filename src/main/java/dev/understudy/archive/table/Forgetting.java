package dev.understudy.archive.table;

import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Takes what was written through one account out of what was said.
public final class Forgetting {
    private static final String BURY =
            """
            INSERT INTO tombstone (channel_id, external_id)
            SELECT m.channel_id, m.external_id FROM message m
            WHERE m.handle_id = ? AND NOT EXISTS (SELECT 1 FROM tombstone t
                WHERE t.channel_id = m.channel_id AND t.external_id = m.external_id)""";

    private static final String IN_CIRCLE =
            """
            channel_id IN (SELECT n.id FROM channel n JOIN person p ON p.circle_id = n.circle_id
                WHERE p.id = ?)""";

    private static final String UNREACT =
            """
            DELETE FROM reaction WHERE said_id IN (SELECT s.id FROM said s WHERE s.%s)
            AND EXISTS (SELECT 1 FROM handle h WHERE h.person_id = ?
                AND h.platform = reaction.platform AND h.external_id = reaction.external_id)"""
                    .formatted(IN_CIRCLE);

    private static final int HASHES_AT_A_TIME = 10_000;

    private final Handle db;
    private final long personId;

    public Forgetting(Handle db, long personId) {
        this.db = db;
        this.personId = personId;
    }

    /// Deletes everything, and returns how many messages that was; each is handed to `deleted`
    /// before.
    public long forget(Instant at, Consumer<Message> deleted) {
        int messages = deleteMessages(deleted);
        db.execute(UNREACT, personId, personId);
        String speaker =
                db.createQuery("SELECT speaker FROM person WHERE id = ?")
                        .bind(0, personId)
                        .mapTo(String.class)
                        .one();
        db.execute("DELETE FROM said WHERE speaker = ? AND " + IN_CIRCLE, speaker, personId);
        emptyLinesThatHeard(speaker);
        db.execute(
                """
                UPDATE person SET display_name = '', consent = 'UNKNOWN', consent_how = NULL,
                    consent_at = NULL, consent_note = '', forgotten_at = ?
                WHERE id = ?""",
                Rows.time(at),
                personId);
        db.execute("DELETE FROM alias WHERE person_id = ?", personId);
        return messages;
    }

    private int deleteMessages(Consumer<Message> deleted) {
        int messages = 0;
        List<Long> handles =
                db.createQuery("SELECT id FROM handle WHERE person_id = ?")
                        .bind(0, personId)
                        .mapTo(Long.class)
                        .list();
        for (long handleId : handles) {
            Reading.ofHandle(db, handleId, deleted);
            db.execute(BURY, handleId);
            messages += db.execute("DELETE FROM message WHERE handle_id = ?", handleId);
        }
        return messages;
    }

    /// Empties clones' lines whose prompt holds a line of `speaker`: where it has their header.
    public void emptyLinesThatHeard(String speaker) {
        String header = speaker.replaceAll("[!%_]", "!$0") + ":\n%";
        db.execute(
                """
                UPDATE said SET text = '', prompt = ''
                WHERE (prompt LIKE ? ESCAPE '!' OR prompt LIKE ? ESCAPE '!') AND %s"""
                        .formatted(IN_CIRCLE),
                header,
                "%\n" + header,
                personId);
    }

    /// Takes out of what others of the circle wrote what `without` finds to be repeated, and
    /// returns how many messages that were. What is left of them is not brought back by an import.
    public static int unquote(Writing writing, Circle circle, UnaryOperator<String> without) {
        Handle db = writing.db();
        Names names = writing.names(circle);
        Map<Message, String> changed = new LinkedHashMap<>();
        new Reading(db, names.circleId())
                .forEach(
                        message -> {
                            String rest = without.apply(message.text());
                            if (!rest.equals(message.text())) {
                                changed.put(message, rest);
                            }
                        });
        changed.forEach(
                (message, rest) ->
                        db.execute(
                                "UPDATE message SET text = ? WHERE channel_id = ? AND"
                                        + " external_id = ?",
                                Rows.text(rest),
                                names.channel(message.channel()).id(),
                                message.id()));
        return changed.size();
    }

    /// Notes that model `version` saw what `speaker` wrote.
    public static void stale(
            Writing writing, Circle circle, String version, String speaker, Instant at) {
        Handle db = writing.db();
        long circleId = writing.names(circle).circleId();
        db.execute(
                "DELETE FROM stale_model WHERE circle_id = ? AND version = ? AND speaker = ?",
                circleId,
                version,
                speaker);
        db.execute(
                "INSERT INTO stale_model (circle_id, version, speaker, since) VALUES (?, ?, ?, ?)",
                circleId,
                version,
                speaker,
                Rows.time(at));
    }

    /// Keeps hashes of what the forgotten wrote.
    public static void keep(Handle db, long[] hashes) {
        PreparedBatch batch = db.prepareBatch("INSERT INTO forgotten_passage (hash) VALUES (?)");
        for (long hash : hashes) {
            batch.bind(0, hash).add();
            if (batch.size() == HASHES_AT_A_TIME) {
                batch.execute();
            }
        }
        batch.execute();
    }

    /// All hashes that are kept.
    public static long[] hashes(Handle db) {
        return db
                .createQuery("SELECT DISTINCT hash FROM forgotten_passage")
                .mapTo(Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }
}
