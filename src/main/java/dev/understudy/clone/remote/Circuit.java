package dev.understudy.clone.remote;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.understudy.clone.remote.RemoteFailure.Kind;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Asks a server again where that can do no harm, and leaves one alone for a while that fails over
/// and over. Thread-safe.
final class Circuit {
    /// How much spread there is among those who ask again.
    private static final double JITTER = 0.25;

    private final Pace pace;
    private final FailsafeExecutor<Object> executor;

    /// How patient it is.
    ///
    /// @param tries for one request
    /// @param pause before the second try, doubled before each that follows
    /// @param failures in a row after which the server is left alone
    /// @param rest how long; then one request is let through to see
    record Pace(int tries, Duration pause, int failures, Duration rest) {
        /// A server that restarts its worker is back before the last try; one that loads its model
        /// is not.
        static final Pace STANDARD = new Pace(4, Duration.ofMillis(250), 5, Duration.ofSeconds(15));
    }

    Circuit(Pace pace) {
        this.pace = pace;
        RetryPolicy<Object> again =
                RetryPolicy.builder()
                        .handleIf(failure -> is(failure, RemoteFailure::isSafeToRepeat))
                        .withMaxAttempts(pace.tries())
                        .withBackoff(pace.pause(), pace.pause().multipliedBy(1L << pace.tries()))
                        .withJitter(JITTER)
                        .build();
        CircuitBreaker<Object> breaker =
                CircuitBreaker.builder()
                        .handleIf(failure -> is(failure, RemoteFailure::isTrouble))
                        .withFailureThreshold(pace.failures())
                        .withSuccessThreshold(1)
                        .withDelay(pace.rest())
                        .build();
        executor = Failsafe.with(breaker, again);
    }

    private static boolean is(Throwable failure, Predicate<RemoteFailure> what) {
        return failure instanceof RemoteFailure known && what.test(known);
    }

    /// What `request` comes to, in the end. Throws what it threw last, and RemoteFailure when the
    /// server is left alone, or the thread interrupted, which it stays.
    <T> T run(Supplier<T> request) {
        try {
            return executor.get(request::get);
        } catch (CircuitBreakerOpenException open) {
            throw RemoteFailure.of(
                    Kind.RESTING,
                    "failed %d times in a row, and is left alone for %s"
                            .formatted(pace.failures(), Completion.inWords(pace.rest())));
        } catch (FailsafeException stopped) {
            Thread.currentThread().interrupt();
            throw RemoteFailure.stopped();
        }
    }
}
