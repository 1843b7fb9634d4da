package dev.understudy.archive;

import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Writes batches of messages: what is new is inserted, what is known stays, what was edited since
/// is updated.
///
/// It looks first and inserts then, rather than `MERGE` or `ON CONFLICT`, because no form of either
/// is understood by both H2 and PostgreSQL and says which rows were new.
final class MessageTable {
    private static final String FIND =
            """
            SELECT m.external_id, m.sent_at, m.edited_at
            FROM UNNEST(?) AS wanted (external_id)
            JOIN message m ON m.channel_id = ? AND m.external_id = wanted.external_id""";

    private static final String INSERT =
            """
            INSERT INTO message (channel_id, external_id, handle_id, sender_name, sent_at, sequence,
                kind, text, reply_to, edited_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String UPDATE =
            """
            UPDATE message SET sent_at = ?, sequence = ?, kind = ?, text = ?, edited_at = ?
            WHERE channel_id = ? AND external_id = ?""";

    /// How many messages were new, there already, or there and changed.
    record Outcome(long stored, long known, long updated) {
        static final Outcome NOTHING = new Outcome(0, 0, 0);

        Outcome plus(Outcome other) {
            return new Outcome(stored + other.stored, known + other.known, updated + other.updated);
        }
    }

    /// What decides whether a message that is known has changed.
    private record Stored(Instant sentAt, Optional<Instant> editedAt) {
        static Stored of(ResultSet row) throws SQLException {
            return new Stored(Rows.requiredInstant(row, 2), Rows.instant(row, 3));
        }

        boolean isOlderThan(Message message) {
            Instant edited = message.editedAt().map(Rows::stored).orElse(Instant.MIN);
            return edited.isAfter(editedAt.orElse(Instant.MIN)) || wasMovedBy(message);
        }

        /// In a transcript the time is the position: lines inserted above move a message down.
        private boolean wasMovedBy(Message message) {
            return message.channel().platform() == Platform.PLAIN
                    && message.sentAt().isAfter(sentAt);
        }
    }

    private final Handle db;

    MessageTable(Handle db) {
        this.db = db;
    }

    /// Stores `messages`, all of one channel and with different ids.
    Outcome store(long channelId, List<Message> messages, Names names) {
        Map<String, Stored> stored = find(channelId, messages);
        PreparedBatch inserts = db.prepareBatch(INSERT);
        PreparedBatch updates = db.prepareBatch(UPDATE);
        for (Message message : messages) {
            long handleId = names.handleId(message);
            Stored before = stored.get(message.id());
            if (before == null) {
                insert(inserts, channelId, handleId, message);
            } else if (before.isOlderThan(message)) {
                update(updates, channelId, message);
            }
        }
        int inserted = inserts.size();
        int updated = updates.size();
        inserts.execute();
        updates.execute();
        return new Outcome(inserted, messages.size() - inserted - updated, updated);
    }

    private Map<String, Stored> find(long channelId, List<Message> messages) {
        String[] ids = messages.stream().map(Message::id).toArray(String[]::new);
        Map<String, Stored> stored = new HashMap<>();
        db.createQuery(FIND)
                .bind(0, ids)
                .bind(1, channelId)
                .map((row, _) -> Map.entry(row.getString(1), Stored.of(row)))
                .forEach(found -> stored.put(found.getKey(), found.getValue()));
        return stored;
    }

    private static void insert(
            PreparedBatch batch, long channelId, long handleId, Message message) {
        batch.bind(0, channelId)
                .bind(1, message.id())
                .bind(2, handleId)
                .bind(3, Rows.name(message.senderName()))
                .bind(4, Rows.time(message.sentAt()))
                .bind(5, message.sequence())
                .bind(6, message.kind().name())
                .bind(7, Rows.text(message.text()))
                .bind(8, message.replyTo().orElse(null))
                .bind(9, Rows.time(message.editedAt()))
                .add();
    }

    private static void update(PreparedBatch batch, long channelId, Message message) {
        batch.bind(0, Rows.time(message.sentAt()))
                .bind(1, message.sequence())
                .bind(2, message.kind().name())
                .bind(3, Rows.text(message.text()))
                .bind(4, Rows.time(message.editedAt()))
                .bind(5, channelId)
                .bind(6, message.id())
                .add();
    }
}
