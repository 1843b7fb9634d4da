package dev.understudy.archive.table;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Platform;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the messages of a channel stand.
///
/// @param id of the row
/// @param shift what is added to the numbers of messages that are told under this channel's id: not
///   0 for an id that it no longer has
public record ChannelRow(long id, long shift) {
    /// What Telegram's own exports add to the messages of a group that became a supergroup.
    public static final long MOVED = -1_000_000_000;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private static final String MOVES =
            """
            SELECT f.platform, f.external_id, n.external_id FROM former_channel f
            JOIN channel n ON n.id = f.channel_id JOIN circle c ON c.id = f.circle_id
            WHERE c.name = ?""";

    private static final String FIND =
            """
            SELECT n.id, 0 FROM channel n JOIN circle c ON c.id = n.circle_id
            WHERE c.name = ? AND n.platform = ? AND n.external_id = ?
            UNION ALL
            SELECT f.channel_id, f.shift FROM former_channel f JOIN circle c ON c.id = f.circle_id
            WHERE c.name = ? AND f.platform = ? AND f.external_id = ?""";

    /// Where channels of `circle` went on that have moved, by where they were. Without titles.
    public static Map<Channel, Channel> moved(org.jdbi.v3.core.Handle db, Circle circle) {
        Map<Channel, Channel> moved = new HashMap<>();
        db.createQuery(MOVES)
                .bind(0, circle.name())
                .map(
                        (row, _) ->
                                Map.entry(
                                        channel(row.getString(1), row.getString(2)),
                                        channel(row.getString(1), row.getString(3))))
                .forEach(move -> moved.put(move.getKey(), move.getValue()));
        return Map.copyOf(moved);
    }

    private static Channel channel(String platform, String id) {
        return new Channel(Platform.ofKey(platform), id, "");
    }

    /// The row of `channel`, by its id or a former one, if it has one.
    public static Optional<ChannelRow> find(
            org.jdbi.v3.core.Handle db, Circle circle, Channel channel) {
        return db.createQuery(FIND)
                .bind(0, circle.name())
                .bind(1, channel.platform().key())
                .bind(2, channel.id())
                .bind(3, circle.name())
                .bind(4, channel.platform().key())
                .bind(5, channel.id())
                .map((row, _) -> new ChannelRow(row.getLong(1), row.getLong(2)))
                .findFirst();
    }

    /// The id under which the message stands that the platform calls `messageId`.
    public String message(String messageId) {
        return shift == 0 || !NUMBER.matcher(messageId).matches()
                ? messageId
                : String.valueOf(Long.parseLong(messageId) + shift);
    }

    /// The same for its place in the order, which is its number if it has one.
    long sequence(String messageId, long sequence) {
        return shift != 0 && messageId.equals(String.valueOf(sequence))
                ? sequence + shift
                : sequence;
    }
}
