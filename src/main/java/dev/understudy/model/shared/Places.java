package dev.understudy.model.shared;

import dev.understudy.model.LanguageModel.Place;
import dev.understudy.settings.UserError;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Who may use a model, in the order in which they came. Thread-safe.
final class Places {
    private final Limits limits;
    private final Semaphore free;
    private final AtomicInteger waiting = new AtomicInteger();

    Places(Limits limits) {
        this.limits = limits;
        free = new Semaphore(limits.together(), true);
    }

    /// See [dev.understudy.model.LanguageModel#enter].
    Place enter(Duration patience) {
        if (!free.tryAcquire() && !isFreeWithin(patience)) {
            throw busy();
        }
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                free.release();
            }
        };
    }

    private boolean isFreeWithin(Duration patience) {
        if (waiting.incrementAndGet() > limits.waiting()) {
            waiting.decrementAndGet();
            return false;
        }
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private static UserError busy() {
        return new UserError("Too many wait for the model already.", "Try again in a minute.");
    }

    /// How many have a place.
    int taken() {
        return limits.together() - free.availablePermits();
    }
}
