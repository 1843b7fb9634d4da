package dev.understudy.discord;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens in one channel, one after the other and apart from all other channels. Thread-safe.
final class Lane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean complete;

    Lane(Executor threads) {
        this.threads = threads;
    }

    /// Has `task` done when all before it is.
    synchronized void add(Runnable task) {
        waiting.add(task);
        if (!running) {
            running = true;
            threads.execute(this);
        }
    }

    /// Has `task` done first if something may have been missed since [#doubt].
    synchronized void complete(Runnable task) {
        if (!complete) {
            complete = true;
            add(task);
        }
    }

    /// Events may be missing from here on.
    synchronized void doubt() {
        complete = false;
    }

    @Override
    public void run() {
        while (true) {
            Runnable task;
            synchronized (this) {
                if (waiting.isEmpty()) {
                    running = false;
                    return;
                }
                task = waiting.remove();
            }
            try {
                task.run();
            } catch (RuntimeException defect) {
                LOG.error("An event of Discord's could not be told.", defect);
            }
        }
    }

    /// Whether all that waits is done within `patience`.
    boolean finishes(Duration patience) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        add(done::countDown);
        return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
