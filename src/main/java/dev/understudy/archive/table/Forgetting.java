package dev.understudy.archive.table;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Takes one person out of what was said.
public final class Forgetting {
    private static final String THEIRS =
            "handle_id IN (SELECT h.id FROM handle h WHERE h.person_id = ?)";

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

    private final Handle db;
    private final long personId;

    public Forgetting(Handle db, long personId) {
        this.db = db;
        this.personId = personId;
    }

    /// Deletes everything, and returns how many messages that was.
    public long forget(Instant at) {
        int messages = deleteMessages();
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
                    consent_at = NULL, forgotten_at = ?
                WHERE id = ?""",
                Rows.time(at),
                personId);
        return messages;
    }

    private int deleteMessages() {
        db.execute(
                """
                INSERT INTO tombstone (channel_id, external_id)
                SELECT m.channel_id, m.external_id FROM message m WHERE m.%s AND NOT EXISTS
                (SELECT 1 FROM tombstone t
                    WHERE t.channel_id = m.channel_id AND t.external_id = m.external_id)"""
                        .formatted(THEIRS),
                personId);
        return db.execute("DELETE FROM message WHERE " + THEIRS, personId);
    }

    /// A prompt holds a line of theirs where it has their header.
    private void emptyLinesThatHeard(String speaker) {
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
}
