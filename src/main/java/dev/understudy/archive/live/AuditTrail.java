package dev.understudy.archive.live;

import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.Rows;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Platform;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Every command that was given, by whom and where, in all circles and outside of them. Throws as
/// [LiveArchive] does. Thread-safe.
public final class AuditTrail {
    private static final int MAX_WORD = 40;
    private static final int MAX_CLONES = 1000;

    private static final String INSERT =
            """
            INSERT INTO audit (circle, handle_platform, handle, channel_platform, channel, word,
                clones, outcome, given_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String LATEST =
            """
            SELECT circle, handle_platform, handle, channel_platform, channel, word, clones,
                outcome, given_at
            FROM audit ORDER BY id DESC FETCH FIRST ? ROWS ONLY""";

    private final Database database;

    /// Of use to the archive alone.
    public AuditTrail(Database database) {
        this.database = database;
    }

    /// Keeps `entry`; returns when it is in the file.
    public void add(AuditEntry entry) {
        database.write(
                writing ->
                        writing.db()
                                .execute(
                                        INSERT,
                                        entry.circle().map(Circle::name).orElse(null),
                                        entry.who().platform().key(),
                                        entry.who().id(),
                                        entry.where().platform().key(),
                                        entry.where().id(),
                                        Rows.cut(entry.word(), MAX_WORD),
                                        Rows.cut(String.join("\n", entry.clones()), MAX_CLONES),
                                        Rows.name(entry.outcome()),
                                        Rows.time(entry.at())));
    }

    /// The newest `count` entries, newest first.
    public List<AuditEntry> latest(int count) {
        return database.read(
                db -> db.createQuery(LATEST).bind(0, count).map((row, _) -> entry(row)).list());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                Optional.ofNullable(row.getString(1)).map(Circle::new),
                Rows.handle(row),
                new Channel(Platform.ofKey(row.getString(4)), row.getString(5), ""),
                row.getString(6),
                row.getString(7).lines().toList(),
                row.getString(8),
                Rows.requiredInstant(row, 9));
    }
}
