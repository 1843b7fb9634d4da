package dev.understudy.archive.table;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Writes batches of messages: what is new is inserted, what is known stays, what was edited since
/// is updated.
///
/// It looks first and inserts then, rather than `MERGE` or `ON CONFLICT`, because no form of either
/// is understood by both H2 and PostgreSQL and says which rows were new.
public final class MessageTable {
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

    /// How many messages were new, there already, there and changed, or not to be kept.
    public record Outcome(long stored, long known, long updated, long refused) {
        /// Of no message.
        public static final Outcome NOTHING = new Outcome(0, 0, 0, 0);

        /// Of both together.
        public Outcome plus(Outcome other) {
            return new Outcome(
                    stored + other.stored,
                    known + other.known,
                    updated + other.updated,
                    refused + other.refused);
        }
    }

    /// What makes a message the same message.
    private record Key(Channel channel, String id) {
        static Key of(Message message) {
            return new Key(message.channel(), message.id());
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
            return !message.channel().platform().hasClock() && message.sentAt().isAfter(sentAt);
        }
    }

    private final Handle db;
    private final Names names;

    private MessageTable(Writing writing, Circle circle) {
        db = writing.db();
        names = writing.names(circle);
    }

    /// Stores `messages`, no two of them of the same channel and id, in `circle`.
    public static Outcome store(Writing writing, Circle circle, List<Message> messages) {
        MessageTable table = new MessageTable(writing, circle);
        List<Message> welcome =
                messages.stream().filter(message -> !table.names.refuses(message)).toList();
        Map<Channel, List<Message>> byChannel =
                welcome.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Message::channel, LinkedHashMap::new, Collectors.toList()));
        Outcome outcome = new Outcome(0, 0, 0, messages.size() - welcome.size());
        for (Map.Entry<Channel, List<Message>> entry : byChannel.entrySet()) {
            ChannelRow channel = table.names.channel(entry.getKey());
            outcome = outcome.plus(table.store(channel, entry.getValue()));
        }
        table.names.save();
        return outcome;
    }

    /// The same for messages of which several may be the same, the later one later.
    public static Outcome storeAll(Writing writing, Circle circle, List<Message> messages) {
        Outcome outcome = Outcome.NOTHING;
        Map<Key, Message> batch = new LinkedHashMap<>();
        for (Message message : messages) {
            if (batch.putIfAbsent(Key.of(message), message) != null) {
                outcome = outcome.plus(store(writing, circle, List.copyOf(batch.values())));
                batch.clear();
                batch.put(Key.of(message), message);
            }
        }
        return outcome.plus(store(writing, circle, List.copyOf(batch.values())));
    }

    private Outcome store(ChannelRow channel, List<Message> messages) {
        List<String> ids = messages.stream().map(m -> channel.message(m.id())).toList();
        Map<String, Stored> stored = find(channel, ids);
        Set<String> deleted = Tombstones.among(db, channel, ids);
        PreparedBatch inserts = db.prepareBatch(INSERT);
        PreparedBatch updates = db.prepareBatch(UPDATE);
        int refused = 0;
        for (Message message : messages) {
            String id = channel.message(message.id());
            Stored before = stored.get(id);
            if (deleted.contains(id)) {
                refused++;
                continue;
            }
            long handleId = names.handleId(message);
            if (before == null) {
                insert(inserts, channel, handleId, message);
            } else if (before.isOlderThan(message)) {
                update(updates, channel, message);
            }
        }
        int inserted = inserts.size();
        int updated = updates.size();
        inserts.execute();
        updates.execute();
        int known = messages.size() - inserted - updated - refused;
        return new Outcome(inserted, known, updated, refused);
    }

    private Map<String, Stored> find(ChannelRow channel, List<String> ids) {
        Map<String, Stored> stored = new HashMap<>();
        db.createQuery(FIND)
                .bind(0, ids.toArray(String[]::new))
                .bind(1, channel.id())
                .map((row, _) -> Map.entry(row.getString(1), Stored.of(row)))
                .forEach(found -> stored.put(found.getKey(), found.getValue()));
        return stored;
    }

    private static void insert(
            PreparedBatch batch, ChannelRow channel, long handleId, Message message) {
        batch.bind(0, channel.id())
                .bind(1, channel.message(message.id()))
                .bind(2, handleId)
                .bind(3, Rows.name(message.senderName()))
                .bind(4, Rows.time(message.sentAt()))
                .bind(5, channel.sequence(message.id(), message.sequence()))
                .bind(6, message.kind().name())
                .bind(7, Rows.text(message.text()))
                .bind(8, message.replyTo().map(channel::message).orElse(null))
                .bind(9, Rows.time(message.editedAt()))
                .add();
    }

    private static void update(PreparedBatch batch, ChannelRow channel, Message message) {
        batch.bind(0, Rows.time(message.sentAt()))
                .bind(1, channel.sequence(message.id(), message.sequence()))
                .bind(2, message.kind().name())
                .bind(3, Rows.text(message.text()))
                .bind(4, Rows.time(message.editedAt()))
                .bind(5, channel.id())
                .bind(6, channel.message(message.id()))
                .add();
    }
}
