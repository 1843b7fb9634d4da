package dev.understudy.archive;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// Walks all messages of a circle in order, a page at a time. Each page starts after the last
/// message of the one before, so that no database has to hold or skip a long result.
final class Reading {
    private static final int PAGE = 1000;
    private static final Instant BEFORE_ALL = Instant.parse("0001-01-01T00:00:00Z");

    private static final String NEXT_PAGE =
            """
            SELECT external_id, handle_id, sender_name, sent_at, sequence, kind, text, reply_to,
                edited_at
            FROM message
            WHERE channel_id = ? AND sent_at >= ?
                AND (sent_at > ? OR sequence > ? OR (sequence = ? AND external_id > ?))
            ORDER BY channel_id, sent_at, sequence, external_id
            FETCH FIRST ? ROWS ONLY""";

    private final org.jdbi.v3.core.Handle db;
    private final Map<Long, Channel> channels = new LinkedHashMap<>();
    private final Map<Long, Handle> handles = new HashMap<>();

    Reading(org.jdbi.v3.core.Handle db, long circleId) {
        this.db = db;
        db.createQuery(
                        """
                        SELECT id, platform, external_id, title FROM channel
                        WHERE circle_id = ? ORDER BY id""")
                .bind(0, circleId)
                .map((row, _) -> Map.entry(row.getLong(1), Rows.channel(row)))
                .forEach(channel -> channels.put(channel.getKey(), channel.getValue()));
        db.createQuery("SELECT id, platform, external_id FROM handle WHERE circle_id = ?")
                .bind(0, circleId)
                .map((row, _) -> Map.entry(row.getLong(1), Rows.handle(row)))
                .forEach(handle -> handles.put(handle.getKey(), handle.getValue()));
    }

    void forEach(Consumer<Message> sink) {
        channels.forEach((id, channel) -> forEach(id, channel, sink));
    }

    private void forEach(long channelId, Channel channel, Consumer<Message> sink) {
        Instant time = BEFORE_ALL;
        long sequence = Long.MIN_VALUE;
        String id = "";
        List<Message> page;
        do {
            page =
                    db.createQuery(NEXT_PAGE)
                            .bind(0, channelId)
                            .bind(1, Rows.time(time))
                            .bind(2, Rows.time(time))
                            .bind(3, sequence)
                            .bind(4, sequence)
                            .bind(5, id)
                            .bind(6, PAGE)
                            .map((row, _) -> message(channel, row))
                            .list();
            page.forEach(sink);
            if (!page.isEmpty()) {
                time = page.getLast().sentAt();
                sequence = page.getLast().sequence();
                id = page.getLast().id();
            }
        } while (page.size() == PAGE);
    }

    private Message message(Channel channel, ResultSet row) throws SQLException {
        return new Message(
                channel,
                row.getString(1),
                Objects.requireNonNull(handles.get(row.getLong(2))),
                row.getString(3),
                Rows.requiredInstant(row, 4),
                row.getLong(5),
                Message.Kind.valueOf(row.getString(6)),
                row.getString(7),
                Optional.ofNullable(row.getString(8)),
                Rows.instant(row, 9));
    }
}
