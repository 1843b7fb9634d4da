package dev.understudy.archive.table;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Changes to what stands in a channel's rows. Each method says whether anything changed.
public final class LiveTable {
    private static final String EDIT =
            """
            UPDATE message SET text = ?, edited_at = ?
            WHERE channel_id = ? AND external_id = ? AND (edited_at IS NULL OR edited_at < ?)""";

    private static final String DELETE_EMPTY_LINES =
            """
            DELETE FROM said WHERE channel_id = ?
            AND NOT EXISTS (SELECT 1 FROM said_message m WHERE m.said_id = said.id)""";

    private static final String SETTINGS =
            "SELECT name, setting FROM channel_setting WHERE channel_id = ? ORDER BY name";

    private final Handle db;
    private final Names names;

    public LiveTable(Writing writing, Circle circle) {
        db = writing.db();
        names = writing.names(circle);
    }

    /// Gives a message other words, if it is known and `at` is its latest edit.
    public boolean edit(Channel channel, String id, String text, Instant at) {
        return names.known(channel).filter(row -> edit(row, id, text, at)).isPresent();
    }

    private boolean edit(ChannelRow row, String id, String text, Instant at) {
        return db.createUpdate(EDIT)
                        .bind(0, Rows.text(text))
                        .bind(1, Rows.time(at))
                        .bind(2, row.id())
                        .bind(3, row.message(id))
                        .bind(4, Rows.time(at))
                        .execute()
                > 0;
    }

    /// Deletes people's messages and clones' lines for good.
    public boolean delete(Channel channel, List<String> ids) {
        ChannelRow row = names.channel(channel);
        List<String> stored = ids.stream().map(row::message).toList();
        Tombstones.add(db, row, stored);
        int messages = delete("DELETE FROM message", row, stored);
        int lines = delete("DELETE FROM said_message", row, stored);
        if (lines > 0) {
            db.createUpdate(DELETE_EMPTY_LINES).bind(0, row.id()).execute();
        }
        return messages + lines > 0;
    }

    private int delete(String from, ChannelRow row, List<String> ids) {
        PreparedBatch batch = db.prepareBatch(from + " WHERE channel_id = ? AND external_id = ?");
        ids.forEach(id -> batch.bind(0, row.id()).bind(1, id).add());
        int deleted = 0;
        for (int count : batch.execute()) {
            deleted += count;
        }
        return deleted;
    }

    /// Whether nobody has claimed the message before.
    public boolean claim(Channel channel, String id) {
        ChannelRow row = names.channel(channel);
        String stored = row.message(id);
        boolean claimed =
                db.createQuery("SELECT 1 FROM claim WHERE channel_id = ? AND external_id = ?")
                        .bind(0, row.id())
                        .bind(1, stored)
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent();
        if (!claimed) {
            db.execute(
                    "INSERT INTO claim (channel_id, external_id) VALUES (?, ?)", row.id(), stored);
        }
        return !claimed;
    }

    /// What is set in a channel, by name.
    public static Map<String, String> settings(Handle db, ChannelRow row) {
        return db
                .createQuery(SETTINGS)
                .bind(0, row.id())
                .map((set, _) -> Map.entry(set.getString(1), set.getString(2)))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Sets `name` in a channel, or takes it back.
    public boolean set(Channel channel, String name, Optional<String> value) {
        long id = names.channel(channel).id();
        int before =
                db.execute(
                        "DELETE FROM channel_setting WHERE channel_id = ? AND name = ?", id, name);
        value.ifPresent(
                setting ->
                        db.execute(
                                "INSERT INTO channel_setting (channel_id, name, setting)"
                                        + " VALUES (?, ?, ?)",
                                id,
                                name,
                                Rows.text(setting)));
        return before > 0 || value.isPresent();
    }
}
