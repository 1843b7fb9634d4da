package dev.understudy.cli.training;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/// Turns Ctrl-C into a wish to stop: while open, the process ends only when the work has noticed
/// and closed this. Thread-safe.
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "stop-signal");
    private volatile boolean stopping;

    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stopAndWait() {
        stopping = true;
        try {
            done.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the work should stop as soon as it can.
    @Override
    public boolean getAsBoolean() {
        return stopping;
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            stopping = true; // the hook is running, and has seen that the work is done
        }
    }
}
