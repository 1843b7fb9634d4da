package dev.understudy.stage.talk;

import dev.understudy.settings.UserError;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Memory for models, given to whoever waits for it, in the order in which they came. Thread-safe.
public final class Room {
    private final long budget;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Long> waiting = new ArrayDeque<>();
    private long used;
    private long came;

    /// @param budget in bytes
    Room(long budget) {
        this.budget = budget;
    }

    /// Takes so many bytes, once they are there. Throws UserError when there are never so many, and
    /// [Full] when not within `patience`.
    ///
    /// @param makeRoom is asked to free so many bytes, if it can, whenever they are missing
    void take(long bytes, Duration patience, LongConsumer makeRoom) {
        if (bytes > budget) {
            throw new UserError(
                    String.format(
                            Locale.ROOT,
                            "This model takes %.2f GB; all models together may take %.2f GB.",
                            bytes / 1e9,
                            budget / 1e9),
                    "Set engine.model-memory higher in understudy.yml, or have engine.precision"
                            + " be int8.");
        }
        long left = patience.toNanos();
        lock.lock();
        long me = came++;
        waiting.add(me);
        try {
            while (!isNext(me) || used + bytes > budget) {
                if (isNext(me)) {
                    free(used + bytes - budget, makeRoom);
                }
                if (!isNext(me) || used + bytes > budget) {
                    if (left <= 0) {
                        throw new Full();
                    }
                    left = changed.awaitNanos(left);
                }
            }
            used += bytes;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new Full();
        } finally {
            waiting.remove(me);
            changed.signalAll();
            lock.unlock();
        }
    }

    private boolean isNext(long number) {
        @Nullable Long first = waiting.peek();
        return first != null && first == number;
    }

    /// Others go on meanwhile.
    private void free(long bytes, LongConsumer makeRoom) {
        lock.unlock();
        try {
            makeRoom.accept(bytes);
        } finally {
            lock.lock();
        }
    }

    /// There is none at the moment.
    public static final class Full extends UserError {
        private static final long serialVersionUID = 1;

        private Full() {
            super(
                    "There is no memory for this model at the moment: others are speaking.",
                    "Try again in a minute, or set engine.model-memory higher in understudy.yml.");
        }
    }

    /// Gives back what was taken.
    void give(long bytes) {
        lock.lock();
        try {
            used -= bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whoever waits may look again for what can be freed.
    void look() {
        give(0);
    }

    /// Bytes that are taken.
    long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }
}
