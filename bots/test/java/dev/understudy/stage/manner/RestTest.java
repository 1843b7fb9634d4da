package dev.understudy.stage.manner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RestTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Rest rest = new Rest();

    @Test
    void aPauseEndsByItself() {
        assertThat(rest.pause(Duration.ofMillis(1))).isTrue();
        assertThat(rest.pause(Duration.ofSeconds(-1))).isTrue();
    }

    @Test
    void allPausesCanBeEnded() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Boolean> one =
                    CompletableFuture.supplyAsync(() -> rest.pause(LONG), threads);
            CompletableFuture<Boolean> other =
                    CompletableFuture.supplyAsync(() -> rest.pause(LONG), threads);
            rest.end();
            assertThat(one.get(10, TimeUnit.SECONDS)).isFalse();
            assertThat(other.get(10, TimeUnit.SECONDS)).isFalse();
        }
        assertThat(rest.pause(LONG)).isFalse();
    }
}
