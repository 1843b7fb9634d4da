package dev.understudy.stage.manner;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Pauses that can be ended from outside. Thread-safe.
public final class Rest {
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
