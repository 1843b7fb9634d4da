package dev.understudy.cli.bench;

import dev.understudy.model.device.Machine;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The most memory that this process has resident while the watch is open, looked at every few
/// milliseconds. Thread-safe.
final class MemoryWatch implements AutoCloseable {
    private static final int MILLISECONDS = 5;

    private final AtomicLong most = new AtomicLong(-1);
    private final ScheduledExecutorService watcher =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("memory-watch").factory());

    MemoryWatch() {
        look();
        ScheduledFuture<?> _ =
                watcher.scheduleWithFixedDelay(
                        this::look, MILLISECONDS, MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Machine.residentBytes().ifPresent(now -> most.accumulateAndGet(now, Math::max));
    }

    /// The most so far, in bytes; empty where the system does not say.
    OptionalLong most() {
        look();
        long found = most.get();
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    @Override
    public void close() {
        watcher.shutdownNow();
        watcher.close();
    }
}
