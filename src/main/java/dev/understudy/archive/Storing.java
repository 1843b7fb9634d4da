package dev.understudy.archive;

import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.MessageTable;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Stores messages of one circle in batches, one transaction each: after a failure or a killed
/// process whole batches are there and the rest is not, and storing everything again completes it.
///
/// A message is the same when circle, platform, channel id (or a former one) and message id are.
/// What was deleted, and what people wrote who refuse or are forgotten, is left out. Memory: one
/// batch, and the circle's handles. One thread.
public final class Storing implements AutoCloseable {
    private static final int BATCH_MESSAGES = 2000;
    private static final int BATCH_CHARACTERS = 2_000_000;

    /// What makes a message the same message.
    private record Key(Channel channel, String id) {}

    private final Database database;
    private final Circle circle;
    private final Map<Key, Message> batch = new LinkedHashMap<>();
    private int batchCharacters;
    private boolean broken;
    private MessageTable.Outcome total = MessageTable.Outcome.NOTHING;

    Storing(Database database, Circle circle) {
        this.database = database;
        this.circle = circle;
    }

    /// Takes a message; it is stored when its batch is full, or on close.
    ///
    /// Throws UserError when the disk is full or fails: the batch is then not stored, and nothing
    /// more can be added.
    public void add(Message message) {
        Key key = new Key(message.channel(), message.id());
        if (batch.containsKey(key)) {
            flush();
        }
        batch.put(key, message);
        batchCharacters += message.text().length();
        if (batch.size() >= BATCH_MESSAGES || batchCharacters >= BATCH_CHARACTERS) {
            flush();
        }
    }

    /// How many messages were new.
    public long stored() {
        return total.stored();
    }

    /// How many messages were there already.
    public long known() {
        return total.known();
    }

    /// How many messages were there and have been edited since.
    public long updated() {
        return total.updated();
    }

    /// How many messages were left out: deleted ones, and those of people who refuse to be kept or
    /// asked to be forgotten.
    public long refused() {
        return total.refused();
    }

    private void flush() {
        if (broken) {
            throw new IllegalStateException("storing failed before");
        }
        List<Message> messages = new ArrayList<>(batch.values());
        batch.clear();
        batchCharacters = 0;
        broken = true;
        MessageTable.Outcome outcome =
                database.writeAlone(writing -> MessageTable.store(writing, circle, messages));
        broken = false;
        total = total.plus(outcome);
    }

    /// Stores the last batch, unless one has failed before.
    @Override
    public void close() {
        if (!broken && !batch.isEmpty()) {
            flush();
        }
    }
}
