package dev.understudy.imports.signal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Ids of messages. Signal knows a message by its author and the millisecond of its sending, and so
/// do replies. The millisecond alone is the id here, so that a message keeps it when its author
/// turns out to have another id; only a second author's in the same millisecond gets more.
///
/// Memory: about 60 bytes for each message. One thread.
final class SentIds {
    /// Milliseconds until the year 2248 have 43 bits.
    private static final int SHIFT = 43;

    private final Map<Long, Integer> authors = new HashMap<>();

    /// The id of a message in `channel`, the same each time for the same author.
    String id(String channel, Instant sentAt, String author) {
        long millis = sentAt.toEpochMilli();
        int hash = author.hashCode();
        int first = authors.merge(((long) channel.hashCode() << SHIFT) ^ millis, hash, (a, _) -> a);
        return first == hash ? Long.toString(millis) : millis + "-" + Integer.toHexString(hash);
    }
}
