package dev.understudy.stage.leak;

import dev.understudy.chat.Circle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/// Knows, by hashes alone, what was said in each circle and by those who are forgotten, so that a
/// clone does not repeat it where it does not belong.
///
/// What counts is a [passage][Passages] of eight words, or 24 characters of a script without
/// spaces, verbatim but for case, accents and punctuation: shorter ones are anybody's. Memory: 11
/// to 16 bytes for each passage. Thread-safe.
public final class LeakGuard {
    private final Passages passages;
    private final Map<Circle, HashSet64> said = new HashMap<>();
    private final HashSet64 forgotten = new HashSet64();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /// @param salt of this archive; hashes of the forgotten are worth nothing with another
    public LeakGuard(Salt salt) {
        passages = new Passages(salt);
    }

    /// Remembers that `text` was said in `circle`, where clones may say it too.
    public void add(Circle circle, String text) {
        long[] hashes = passages.of(text);
        if (hashes.length == 0) {
            return;
        }
        lock.writeLock().lock();
        try {
            said.computeIfAbsent(circle, _ -> new HashSet64()).addAll(hashes);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// The hashes of what somebody said who is to be forgotten, each once: for the archive to keep
    /// in place of the texts. From now on none of it is said anywhere.
    public long[] forget(Stream<String> texts) {
        HashSet64 theirs = new HashSet64();
        texts.forEach(text -> theirs.addAll(passages.of(text)));
        long[] hashes = theirs.toArray();
        forgotten(hashes);
        return hashes;
    }

    /// Takes up hashes that [#forget] gave before.
    public void forgotten(long[] hashes) {
        lock.writeLock().lock();
        try {
            forgotten.addAll(hashes);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Whether `text` holds a passage of somebody forgotten, or one that was said in another circle
    /// and never in `circle`.
    public boolean leaks(Circle circle, String text) {
        long[] hashes = passages.of(text);
        if (hashes.length == 0) {
            return false;
        }
        lock.readLock().lock();
        try {
            for (long hash : hashes) {
                if (forgotten.contains(hash) || isOthers(circle, hash)) {
                    return true;
                }
            }
            return false;
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean isOthers(Circle circle, long hash) {
        HashSet64 own = said.get(circle);
        if (own != null && own.contains(hash)) {
            return false;
        }
        return said.values().stream().anyMatch(set -> set.contains(hash));
    }

    /// The memory that hashes take, in bytes.
    public long sizeBytes() {
        lock.readLock().lock();
        try {
            return forgotten.sizeBytes()
                    + said.values().stream().mapToLong(HashSet64::sizeBytes).sum();
        } finally {
            lock.readLock().unlock();
        }
    }
}
