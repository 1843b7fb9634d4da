package dev.understudy.jobs;

import java.time.Duration;

/// How often a worker looks, and how long it waits.
///
/// @param poll between two looks for jobs, and two notes of progress
/// @param heartbeat between two signs of life of whoever works on a job
/// @param missed after how many missing signs another worker takes it
/// @param patience how long work may take to save and stop when its process ends; then it is
///   interrupted, and may take as long once more
public record JobTimings(Duration poll, Duration heartbeat, int missed, Duration patience) {
    /// Dead after a minute.
    public static final JobTimings DEFAULT =
            new JobTimings(
                    Duration.ofSeconds(2), Duration.ofSeconds(10), 6, Duration.ofSeconds(60));

    public JobTimings {
        if (!poll.isPositive() || !heartbeat.isPositive() || missed < 2) {
            throw new IllegalArgumentException("a worker that is dead before it can be alive");
        }
    }
}
