package dev.understudy.archive.live;

import dev.understudy.archive.table.ChannelRow;
import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.LiveTable;
import dev.understudy.archive.table.MessageTable;
import dev.understudy.archive.table.Move;
import dev.understudy.archive.table.Reading;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The channels of one circle as they happen: the same messages under the same keys as imports of
/// them, so that neither order of the two makes doubles.
///
/// What changes something returns when it is in the file: kill -9 loses nothing after that. Callers
/// at the same time share a commit. Every method throws UserError when the disk is full or fails,
/// or the file is damaged, and nothing has changed then. Thread-safe.
public final class LiveArchive {
    private final Database database;
    private final Circle circle;

    /// Of use to the archive alone, which gives one for each circle.
    public LiveArchive(Database database, Circle circle) {
        this.database = database;
        this.circle = circle;
    }

    /// Consent, and being forgotten.
    public Consents consents() {
        return new Consents(database, circle);
    }

    /// What clones have said.
    public CloneLines lines() {
        return new CloneLines(database, circle);
    }

    /// Stores `message` as an import of it would, and its sender's name. One that is known stays,
    /// or is updated if it was edited since; one that was deleted, or is by somebody who refuses to
    /// be kept or was forgotten, is left out.
    public void store(Message message) {
        store(List.of(message));
    }

    /// The same for several, in one commit.
    public void store(List<Message> messages) {
        database.write(writing -> MessageTable.storeAll(writing, circle, messages));
    }

    /// Gives message `id` other words, unless they were changed later than `at`. An unknown id is
    /// none of ours.
    public void edit(Channel channel, String id, String text, Instant at) {
        database.write(writing -> new LiveTable(writing, circle).edit(channel, id, text, at));
    }

    /// Deletes the messages with these ids, people's and clones', for good: no import brings them
    /// back. Unknown ids are kept out too.
    public void delete(Channel channel, List<String> ids) {
        database.write(writing -> new LiveTable(writing, circle).delete(channel, ids));
    }

    /// Lets `from` go on under the id of `to`: all that is known of one is of the other, whichever
    /// id it is told under. Messages of `from` with numbers for ids take those that Telegram's
    /// exports give them, 1,000,000,000 less, since a supergroup counts from 1 again. Doing it
    /// again changes nothing.
    ///
    /// Throws IllegalArgumentException when `to` has itself moved to `from`.
    public void move(Channel from, Channel to) {
        database.writeAlone(writing -> new Move(writing, circle).move(from, to));
    }

    /// Where channels of the circle went on that have moved, by where they were. Without titles.
    public Map<Channel, Channel> moved() {
        return database.read(db -> ChannelRow.moved(db, circle));
    }

    /// Whether this caller is the first, over all time, to say that it answers message `id`.
    public boolean claim(Channel channel, String id) {
        return database.write(writing -> new LiveTable(writing, circle).claim(channel, id));
    }

    /// Who wrote message `id` of `channel`, if it is stored.
    public Optional<Handle> writer(Channel channel, String id) {
        return database.read(
                db ->
                        ChannelRow.find(db, circle, channel)
                                .flatMap(row -> Reading.writer(db, row, id)));
    }

    /// The platform's id of the newest message of `channel`.
    public Optional<String> lastHeard(Channel channel) {
        return latest(channel, 1).stream().map(Message::id).findFirst();
    }

    /// The newest `count` messages of `channel`, oldest first. They bear the channel's present id.
    public List<Message> latest(Channel channel, int count) {
        return database.read(
                db ->
                        ChannelRow.find(db, circle, channel)
                                .map(row -> Reading.latest(db, row.id(), count))
                                .orElse(List.of()));
    }

    /// What was set in `channel`, by name.
    public Map<String, String> settings(Channel channel) {
        return database.read(
                db ->
                        ChannelRow.find(db, circle, channel)
                                .map(row -> LiveTable.settings(db, row))
                                .orElse(Map.of()));
    }

    /// Sets `name` (up to 40 characters) to `value` (up to 1,000) in `channel`, or takes it back.
    public void set(Channel channel, String name, Optional<String> value) {
        database.write(writing -> new LiveTable(writing, circle).set(channel, name, value));
    }
}
