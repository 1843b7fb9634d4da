package dev.understudy.stage.manner;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Pauses that can be ended from outside. Thread-safe.
public final class Rest {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private boolean ended;

    /// Waits for `time`, or until pauses are ended. Returns whether the whole time went by.
    public boolean pause(Duration time) {
        long left = time.toNanos();
        lock.lock();
        try {
            while (left > 0 && !ended) {
                left = over.awaitNanos(left);
            }
            return !ended;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// What `work` gives, tried again with longer and longer pauses until it gives something. Empty
    /// when pauses are ended before.
    public <T> Optional<T> insist(Supplier<Optional<T>> work) {
        Duration wait = FIRST_WAIT;
        Optional<T> given = work.get();
        while (given.isEmpty() && pause(wait)) {
            wait = wait.multipliedBy(2);
            wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            given = work.get();
        }
        return given;
    }

    /// Ends all pauses, now and from now on.
    public void end() {
        lock.lock();
        try {
            ended = true;
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
