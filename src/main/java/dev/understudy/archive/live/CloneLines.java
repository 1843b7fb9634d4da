package dev.understudy.archive.live;

import dev.understudy.archive.table.ChannelRow;
import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.Rows;
import dev.understudy.archive.table.Writing;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What clones have said in one circle, and how people reacted to it. Never part of what people
/// said. Throws as [LiveArchive] does. Thread-safe.
public final class CloneLines {
    private static final int MAX_SAMPLING = 1000;

    private static final String SAID_BY =
            """
            SELECT s.speaker FROM said_message m JOIN said s ON s.id = m.said_id
            WHERE m.channel_id = ? AND m.external_id = ?""";

    private static final String SAID_ID =
            "SELECT said_id FROM said_message WHERE channel_id = ? AND external_id = ?";

    private static final String LATEST =
            """
            SELECT id, speaker, text, prompt, model, sampling, said_at, answers FROM said
            WHERE channel_id = ? ORDER BY channel_id DESC, said_at DESC, id DESC
            FETCH FIRST ? ROWS ONLY""";

    private static final String INSERT =
            """
            INSERT INTO said (channel_id, speaker, text, prompt, model, sampling, said_at, answers)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String INSERT_MESSAGE =
            """
            INSERT INTO said_message (channel_id, external_id, said_id, number)
            VALUES (?, ?, ?, ?)""";

    private static final String REACT =
            "INSERT INTO reaction (said_id, platform, external_id, emoji) VALUES (?, ?, ?, ?)";

    private static final String UNREACT =
            """
            DELETE FROM reaction
            WHERE said_id = ? AND platform = ? AND external_id = ? AND emoji = ?""";

    private static final String REACTIONS =
            """
            SELECT emoji, platform, external_id FROM reaction WHERE said_id = ?
            ORDER BY emoji, platform, external_id""";

    private final Database database;
    private final Circle circle;

    CloneLines(Database database, Circle circle) {
        this.database = database;
        this.circle = circle;
    }

    /// Keeps a line that was sent. A line with an id that is known already is not kept again.
    public void said(SaidLine line) {
        database.write(writing -> insert(writing, line));
    }

    /// Whose clone said message `messageId`; empty if none did.
    public Optional<SpeakerName> saidBy(Channel channel, String messageId) {
        return database.read(
                db ->
                        ChannelRow.find(db, circle, channel)
                                .flatMap(
                                        row ->
                                                db.createQuery(SAID_BY)
                                                        .bind(0, row.id())
                                                        .bind(1, row.message(messageId))
                                                        .mapTo(String.class)
                                                        .findOne())
                                .map(SpeakerName::new));
    }

    /// The newest `count` lines in `channel`, oldest first. Text and prompt are empty where they
    /// held the words of somebody since forgotten.
    public List<SaidLine> latest(Channel channel, int count) {
        return database.read(
                db ->
                        ChannelRow.find(db, circle, channel)
                                .map(row -> latest(db, channel, row, count))
                                .orElse(List.of()));
    }

    private static List<SaidLine> latest(
            org.jdbi.v3.core.Handle db, Channel channel, ChannelRow row, int count) {
        return db.createQuery(LATEST)
                .bind(0, row.id())
                .bind(1, count)
                .map((line, _) -> line(db, channel, line))
                .list()
                .reversed();
    }

    private static SaidLine line(org.jdbi.v3.core.Handle db, Channel channel, ResultSet row)
            throws SQLException {
        List<String> ids =
                db.createQuery(
                                "SELECT external_id FROM said_message WHERE said_id = ?"
                                        + " ORDER BY number")
                        .bind(0, row.getLong(1))
                        .mapTo(String.class)
                        .list();
        return new SaidLine(
                channel,
                ids,
                new SpeakerName(row.getString(2)),
                row.getString(3),
                new SaidLine.Origin(row.getString(4), row.getString(5), row.getString(6)),
                Rows.requiredInstant(row, 7),
                Optional.ofNullable(row.getString(8)));
    }

    private boolean insert(Writing writing, SaidLine line) {
        org.jdbi.v3.core.Handle db = writing.db();
        ChannelRow row = writing.names(circle).channel(line.channel());
        List<String> ids = line.messageIds().stream().map(row::message).distinct().toList();
        if (ids.stream().anyMatch(id -> saidId(db, row, id).isPresent())) {
            return false;
        }
        long said =
                db.createUpdate(INSERT)
                        .bind(0, row.id())
                        .bind(1, line.speaker().text())
                        .bind(2, Rows.text(line.text()))
                        .bind(3, Rows.text(line.origin().prompt()))
                        .bind(4, Rows.name(line.origin().model()))
                        .bind(5, Rows.cut(line.origin().sampling(), MAX_SAMPLING))
                        .bind(6, Rows.time(line.at()))
                        .bind(7, line.answers().map(row::message).orElse(null))
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one();
        for (int number = 0; number < ids.size(); number++) {
            db.execute(INSERT_MESSAGE, row.id(), ids.get(number), said, number);
        }
        return true;
    }

    private static Optional<Long> saidId(
            org.jdbi.v3.core.Handle db, ChannelRow row, String storedId) {
        return db.createQuery(SAID_ID)
                .bind(0, row.id())
                .bind(1, storedId)
                .mapTo(Long.class)
                .findOne();
    }

    /// Notes that `reaction` was put on message `messageId` (`added`) or taken back from it, if a
    /// clone said that message.
    public void reacted(Channel channel, String messageId, Reaction reaction, boolean added) {
        database.write(
                writing ->
                        ChannelRow.find(writing.db(), circle, channel)
                                .flatMap(r -> saidId(writing.db(), r, r.message(messageId)))
                                .filter(said -> react(writing.db(), said, reaction, added))
                                .isPresent());
    }

    private static boolean react(
            org.jdbi.v3.core.Handle db, long said, Reaction reaction, boolean added) {
        String platform = reaction.who().platform().key();
        String emoji = Rows.name(reaction.emoji());
        int before = db.execute(UNREACT, said, platform, reaction.who().id(), emoji);
        if (added) {
            db.execute(REACT, said, platform, reaction.who().id(), emoji);
        }
        return added == (before == 0);
    }

    /// The reactions to the line that message `messageId` is part of.
    public List<Reaction> reactions(Channel channel, String messageId) {
        return database.read(
                db ->
                        ChannelRow.find(db, circle, channel)
                                .flatMap(row -> saidId(db, row, row.message(messageId)))
                                .map(said -> reactions(db, said))
                                .orElse(List.of()));
    }

    private static List<Reaction> reactions(org.jdbi.v3.core.Handle db, long said) {
        return db.createQuery(REACTIONS)
                .bind(0, said)
                .map((row, _) -> new Reaction(Rows.handle(row), row.getString(1)))
                .list();
    }
}
