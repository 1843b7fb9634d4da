package dev.understudy.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waiting for what other threads and processes do.
public final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Waiting() {}

    /// Looks again and again until `reached`, and fails after a minute.
    public static void until(Callable<Boolean> reached) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!reached.call()) {
            assertThat(Instant.now()).as("waited for a minute").isBefore(deadline);
            pause(Duration.ofMillis(5));
        }
    }

    /// Waits until the last thread whose name begins with `prefix` is gone.
    public static void untilNoThreadIsCalled(String prefix) throws Exception {
        until(
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().startsWith(prefix)));
    }

    /// Lets others work.
    public static void pause(Duration length) throws InterruptedException {
        assertThat(NEVER.await(length.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }
}
