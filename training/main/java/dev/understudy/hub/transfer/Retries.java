package dev.understudy.hub.transfer;

import dev.understudy.hub.transfer.LineSettings.Pace;
import dev.understudy.hub.transfer.TransferFailure.LostLine;
import dev.understudy.hub.transfer.TransferFailure.Refusal;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks again after a pause, as long as anything comes of it. One thread.
///
/// @param random spreads the pauses
public record Retries(Pace pace, Pause pause, RandomGenerator random, InstantSource clock) {

    /// Lets time pass.
    public interface Pause {
        /// Throws InterruptedException when there is no time to wait.
        void last(Duration time) throws InterruptedException;
    }

    /// What may fail.
    interface Attempt<T> {
        T make() throws IOException;

        /// How far the work is, in any unit: a failure further on than ever is the first in a row.
        default long reached() {
            return 0;
        }
    }

    /// What `attempt` comes to in the end. Throws what it threw last, at once when waiting cannot
    /// help, or when `web` never had an answer from anybody.
    <T> T insist(Attempt<T> attempt, Web web, Watch watch) throws IOException {
        long furthest = attempt.reached();
        int failures = 0;
        while (true) {
            try {
                return attempt.make();
            } catch (Refusal refusal) {
                failures = attempt.reached() > furthest ? 1 : failures + 1;
                Duration wait = asked(refusal).orElse(pauseAfter(failures));
                if (!refusal.isTemporary()
                        || failures >= pace.tries()
                        || wait.compareTo(pace.obeyed()) > 0) {
                    throw refusal;
                }
                pauseFor(wait, watch, refusal);
            } catch (LostLine lost) {
                failures = attempt.reached() > furthest ? 1 : failures + 1;
                if (failures >= pace.tries()
                        || !web.hasAnswered()
                        || Thread.currentThread().isInterrupted()) {
                    throw lost;
                }
                pauseFor(pauseAfter(failures), watch, lost);
            }
            furthest = Math.max(furthest, attempt.reached());
        }
    }

    private void pauseFor(Duration wait, Watch watch, IOException reason) throws LostLine {
        watch.waiting(wait, String.valueOf(reason.getMessage()));
        try {
            pause.last(wait);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LostLine("", "the transfer was stopped", stopped);
        }
    }

    private Duration pauseAfter(int failures) {
        long doubled = pace.first().toMillis() << Math.min(failures - 1, 20);
        long most = Math.min(doubled, pace.longest().toMillis());
        return Duration.ofMillis(Math.round(most * (0.5 + random.nextDouble() / 2)));
    }

    /// What the server asks for: seconds, or a date.
    private Optional<Duration> asked(Refusal refusal) {
        String given = refusal.retryAfter().strip();
        if (given.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(given)));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(given, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration left = Duration.between(clock.instant(), date.toInstant());
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
