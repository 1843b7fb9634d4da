package dev.understudy.cli.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How long to measure, and by which clock.
///
/// @param atLeast what is measured takes together, warm-up left out
public record Pace(Duration atLeast, InstantSource clock) {

    /// Whether so much is enough.
    boolean isEnough(Duration measured) {
        return measured.compareTo(atLeast) >= 0;
    }

    /// The time that `task` takes.
    Duration time(Runnable task) {
        Instant started = clock.instant();
        task.run();
        return Duration.between(started, clock.instant());
    }
}
