package dev.understudy.archive.table;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Lets a channel go on under another id. Rows are moved one by one, since their ids change:
/// seconds for a large group, once in its life.
public final class Move {
    private final Writing writing;
    private final Circle circle;
    private final Handle db;

    public Move(Writing writing, Circle circle) {
        this.writing = writing;
        this.circle = circle;
        db = writing.db();
    }

    /// Whether anything was moved. Throws IllegalArgumentException when `from` has moved elsewhere,
    /// or `to` has moved to it.
    public boolean move(Channel from, Channel to) {
        Names names = writing.names(circle);
        Optional<ChannelRow> known = names.known(from);
        ChannelRow target = names.channel(to);
        if (target.shift() == 0 && known.filter(row -> row.id() == target.id()).isPresent()) {
            return false;
        }
        if (target.shift() != 0 || known.filter(row -> row.shift() != 0).isPresent()) {
            throw new IllegalArgumentException("a channel moves once, and not in a circle");
        }
        known.ifPresent(source -> moveRows(source, target));
        db.execute(
                """
                INSERT INTO former_channel (circle_id, platform, external_id, channel_id, shift)
                VALUES (?, ?, ?, ?, ?)""",
                names.circleId(),
                from.platform().key(),
                from.id(),
                target.id(),
                ChannelRow.MOVED);
        writing.forgetNames(circle);
        return true;
    }

    private void moveRows(ChannelRow source, ChannelRow target) {
        moveMessages(source, target);
        for (String table : List.of("tombstone", "claim", "said_message")) {
            moveKeys(table, source, target);
        }
        db.execute(
                """
                DELETE FROM message WHERE channel_id = ? AND EXISTS (SELECT 1 FROM tombstone t
                WHERE t.channel_id = message.channel_id AND t.external_id = message.external_id)""",
                target.id());
        moveLines(source, target);
        db.execute(
                """
                UPDATE channel_setting SET channel_id = ? WHERE channel_id = ? AND name NOT IN
                (SELECT s.name FROM channel_setting s WHERE s.channel_id = ?)""",
                target.id(),
                source.id(),
                target.id());
        db.execute("DELETE FROM channel_setting WHERE channel_id = ?", source.id());
        db.execute(
                "UPDATE former_channel SET channel_id = ?, shift = shift + ? WHERE channel_id = ?",
                target.id(),
                ChannelRow.MOVED,
                source.id());
        db.execute(
                """
                UPDATE channel SET title = (SELECT s.title FROM channel s WHERE s.id = ?)
                WHERE id = ? AND title = ''""",
                source.id(),
                target.id());
        db.execute("DELETE FROM channel WHERE id = ?", source.id());
    }

    /// A message as far as its number matters.
    private record Numbered(String id, long sequence, Optional<String> replyTo) {}

    private void moveMessages(ChannelRow source, ChannelRow target) {
        ChannelRow moved = new ChannelRow(target.id(), ChannelRow.MOVED);
        List<Numbered> messages =
                db.createQuery(
                                """
                                SELECT external_id, sequence, reply_to FROM message
                                WHERE channel_id = ?""")
                        .bind(0, source.id())
                        .map(
                                (row, _) ->
                                        new Numbered(
                                                row.getString(1),
                                                row.getLong(2),
                                                Optional.ofNullable(row.getString(3))))
                        .list();
        PreparedBatch batch =
                db.prepareBatch(
                        """
                        UPDATE message SET channel_id = ?, external_id = ?, sequence = ?,
                            reply_to = ?
                        WHERE channel_id = ? AND external_id = ? AND NOT EXISTS
                        (SELECT 1 FROM message m WHERE m.channel_id = ? AND m.external_id = ?)""");
        for (Numbered message : messages) {
            batch.bind(0, target.id())
                    .bind(1, moved.message(message.id()))
                    .bind(2, moved.sequence(message.id(), message.sequence()))
                    .bind(3, message.replyTo().map(moved::message).orElse(null))
                    .bind(4, source.id())
                    .bind(5, message.id())
                    .bind(6, target.id())
                    .bind(7, moved.message(message.id()))
                    .add();
        }
        batch.execute();
        db.execute("DELETE FROM message WHERE channel_id = ?", source.id());
    }

    private void moveKeys(String table, ChannelRow source, ChannelRow target) {
        ChannelRow moved = new ChannelRow(target.id(), ChannelRow.MOVED);
        List<String> ids =
                db.createQuery("SELECT external_id FROM " + table + " WHERE channel_id = ?")
                        .bind(0, source.id())
                        .mapTo(String.class)
                        .list();
        PreparedBatch batch =
                db.prepareBatch(
                        """
                        UPDATE %s SET channel_id = ?, external_id = ?
                        WHERE channel_id = ? AND external_id = ? AND NOT EXISTS
                        (SELECT 1 FROM %s m WHERE m.channel_id = ? AND m.external_id = ?)"""
                                .formatted(table, table));
        for (String id : ids) {
            batch.bind(0, target.id())
                    .bind(1, moved.message(id))
                    .bind(2, source.id())
                    .bind(3, id)
                    .bind(4, target.id())
                    .bind(5, moved.message(id))
                    .add();
        }
        batch.execute();
        db.execute("DELETE FROM " + table + " WHERE channel_id = ?", source.id());
    }

    private void moveLines(ChannelRow source, ChannelRow target) {
        ChannelRow moved = new ChannelRow(target.id(), ChannelRow.MOVED);
        PreparedBatch batch = db.prepareBatch("UPDATE said SET answers = ? WHERE id = ?");
        db.createQuery("SELECT id, answers FROM said WHERE channel_id = ? AND answers IS NOT NULL")
                .bind(0, source.id())
                .map((row, _) -> new Numbered(row.getString(2), row.getLong(1), Optional.empty()))
                .list()
                .forEach(
                        line ->
                                batch.bind(0, moved.message(line.id()))
                                        .bind(1, line.sequence())
                                        .add());
        batch.execute();
        db.execute("UPDATE said SET channel_id = ? WHERE channel_id = ?", target.id(), source.id());
    }
}
