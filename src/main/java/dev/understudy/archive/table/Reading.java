package dev.understudy.archive.table;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
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
public final class Reading {
    private static final int PAGE = 1000;
    private static final Instant BEFORE_ALL = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_ALL = Instant.parse("9999-12-31T00:00:00Z");

    private static final String NEXT_PAGE =
            """
            SELECT external_id, handle_id, sender_name, sent_at, sequence, kind, text, reply_to,
                edited_at
            FROM message
            WHERE channel_id = ? AND sent_at >= ?
                AND (sent_at > ? OR sequence > ? OR (sequence = ? AND external_id > ?))
            ORDER BY channel_id, sent_at, sequence, external_id
            FETCH FIRST ? ROWS ONLY""";

    private static final String WHOLE =
            """
            SELECT m.external_id, h.platform, m.sender_name, m.sent_at, m.sequence, m.kind, m.text,
                m.reply_to, m.edited_at, h.external_id, n.platform, n.external_id, n.title, p.bot
            FROM message m JOIN handle h ON h.id = m.handle_id JOIN person p ON p.id = h.person_id
            JOIN channel n ON n.id = m.channel_id
            """;

    private static final String LATEST =
            WHOLE
                    + """
                    WHERE m.channel_id = ? AND m.sent_at >= ?
                    ORDER BY m.sent_at DESC, m.sequence DESC, m.external_id DESC
                    FETCH FIRST ? ROWS ONLY""";

    private static final String SO_MANY_SINCE =
            """
            SELECT 1 FROM message WHERE channel_id = ? AND sent_at >= ?
            ORDER BY channel_id, sent_at OFFSET ? ROWS FETCH FIRST 1 ROWS ONLY""";

    private final org.jdbi.v3.core.Handle db;
    private final Map<Long, Channel> channels = new LinkedHashMap<>();
    private final Map<Long, Sender> handles = new HashMap<>();

    /// Who wrote, and whether that is a bot, whatever the source said.
    private record Sender(Handle handle, boolean bot) {}

    public Reading(org.jdbi.v3.core.Handle db, long circleId) {
        this.db = db;
        db.createQuery(
                        """
                        SELECT id, platform, external_id, title FROM channel
                        WHERE circle_id = ? ORDER BY id""")
                .bind(0, circleId)
                .map((row, _) -> Map.entry(row.getLong(1), Rows.channel(row)))
                .forEach(channel -> channels.put(channel.getKey(), channel.getValue()));
        db.createQuery(
                        """
                        SELECT h.id, h.platform, h.external_id, p.bot
                        FROM handle h JOIN person p ON p.id = h.person_id
                        WHERE h.circle_id = ?""")
                .bind(0, circleId)
                .map(
                        (row, _) ->
                                Map.entry(
                                        row.getLong(1),
                                        new Sender(Rows.handle(row), row.getBoolean(4))))
                .forEach(handle -> handles.put(handle.getKey(), handle.getValue()));
    }

    /// Hands every message to `sink`.
    public void forEach(Consumer<Message> sink) {
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

    /// The newest `count` messages of one channel, oldest first.
    public static List<Message> latest(org.jdbi.v3.core.Handle db, long channelId, int count) {
        return db.createQuery(LATEST)
                .bind(0, channelId)
                .bind(1, Rows.time(sinceWhen(db, channelId, count)))
                .bind(2, count)
                .map((row, _) -> whole(row))
                .list()
                .reversed();
    }

    /// The last second since which there are `count` messages, found by halving: H2 cannot walk an
    /// index backwards, and would sort the whole channel instead.
    private static Instant sinceWhen(org.jdbi.v3.core.Handle db, long channelId, int count) {
        long since = BEFORE_ALL.getEpochSecond();
        long tooLate = AFTER_ALL.getEpochSecond();
        while (tooLate - since > 1) {
            long middle = Math.floorDiv(since + tooLate, 2L);
            boolean enough =
                    db.createQuery(SO_MANY_SINCE)
                            .bind(0, channelId)
                            .bind(1, Rows.time(Instant.ofEpochSecond(middle)))
                            .bind(2, Math.max(0, count - 1))
                            .mapTo(Integer.class)
                            .findOne()
                            .isPresent();
            if (enough) {
                since = middle;
            } else {
                tooLate = middle;
            }
        }
        return Instant.ofEpochSecond(since);
    }

    /// Who wrote message `id` of a channel, if it is there.
    public static Optional<Handle> writer(org.jdbi.v3.core.Handle db, ChannelRow row, String id) {
        return db.createQuery(
                        """
                        SELECT m.external_id, h.platform, h.external_id FROM message m
                        JOIN handle h ON h.id = m.handle_id
                        WHERE m.channel_id = ? AND m.external_id = ?""")
                .bind(0, row.id())
                .bind(1, row.message(id))
                .map((found, _) -> Rows.handle(found))
                .findOne();
    }

    /// Hands to `sink` every message of one handle, in no certain order.
    static void ofHandle(org.jdbi.v3.core.Handle db, long handleId, Consumer<Message> sink) {
        db.createQuery(WHOLE + " WHERE m.handle_id = ?")
                .bind(0, handleId)
                .setFetchSize(PAGE)
                .map((row, _) -> whole(row))
                .forEach(sink);
    }

    private static Message whole(ResultSet row) throws SQLException {
        Channel channel =
                new Channel(
                        Platform.ofKey(row.getString(11)), row.getString(12), row.getString(13));
        Handle sender = new Handle(Platform.ofKey(row.getString(2)), row.getString(10));
        return message(channel, new Sender(sender, row.getBoolean(14)), row);
    }

    private Message message(Channel channel, ResultSet row) throws SQLException {
        return message(channel, Objects.requireNonNull(handles.get(row.getLong(2))), row);
    }

    private static Message message(Channel channel, Sender sender, ResultSet row)
            throws SQLException {
        return new Message(
                channel,
                row.getString(1),
                sender.handle,
                row.getString(3),
                Rows.requiredInstant(row, 4),
                row.getLong(5),
                sender.bot ? Message.Kind.BOT : Message.Kind.valueOf(row.getString(6)),
                row.getString(7),
                Optional.ofNullable(row.getString(8)),
                Rows.instant(row, 9));
    }
}
