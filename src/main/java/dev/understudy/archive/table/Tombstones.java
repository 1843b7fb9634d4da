package dev.understudy.archive.table;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Which messages of a channel were deleted, so that no import brings them back.
final class Tombstones {
    private static final String AMONG =
            """
            SELECT t.external_id
            FROM UNNEST(?) AS wanted (external_id)
            JOIN tombstone t ON t.channel_id = ? AND t.external_id = wanted.external_id""";

    private Tombstones() {}

    /// Those of `ids`, as they stand in rows, that were deleted.
    static Set<String> among(Handle db, ChannelRow channel, Collection<String> ids) {
        return db.createQuery(AMONG)
                .bind(0, ids.toArray(String[]::new))
                .bind(1, channel.id())
                .mapTo(String.class)
                .set();
    }

    static void add(Handle db, ChannelRow channel, Collection<String> ids) {
        Set<String> fresh = new LinkedHashSet<>(ids);
        fresh.removeAll(among(db, channel, ids));
        PreparedBatch batch =
                db.prepareBatch("INSERT INTO tombstone (channel_id, external_id) VALUES (?, ?)");
        fresh.forEach(id -> batch.bind(0, channel.id()).bind(1, id).add());
        batch.execute();
    }
}
