package dev.understudy.discord;

import dev.understudy.stage.door.Refused;
import dev.understudy.stage.door.Refused.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.dv8tion.jda.api.exceptions.DetachedEntityException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/// Does what may fail for a moment until it succeeds, a few times. JDA waits for rate limits and
/// repeats what a gateway in between could not pass on; Discord's own faults and lines that fall
/// silent it leaves to us. Thread-safe.
final class Attempts {
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(4));

    private static final Set<ErrorResponse> GONE =
            Set.of(
                    ErrorResponse.UNKNOWN_CHANNEL,
                    ErrorResponse.UNKNOWN_GUILD,
                    ErrorResponse.UNKNOWN_WEBHOOK,
                    ErrorResponse.INVALID_WEBHOOK_TOKEN,
                    ErrorResponse.MISSING_ACCESS);

    private final CountDownLatch closing = new CountDownLatch(1);

    /// The outcome of `attempt`, which is run again after a failure that may pass. Blocks. Throws
    /// Refused when Discord will not, saying that it would not do `what`.
    <T> T of(String what, Supplier<T> attempt) {
        for (Duration pause : PAUSES) {
            try {
                return attempt.get();
            } catch (ErrorResponseException failed) {
                if (!isPassing(failed) || isClosingWithin(pause)) {
                    throw refused(what, failed);
                }
            } catch (PermissionException
                    | DetachedEntityException
                    | CancellationException
                    | RejectedExecutionException failed) {
                throw refused(what, failed);
            }
        }
        try {
            return attempt.get();
        } catch (ErrorResponseException | PermissionException | RejectedExecutionException failed) {
            throw refused(what, failed);
        }
    }

    /// Lets nobody wait any longer.
    void close() {
        closing.countDown();
    }

    /// Whether the same may succeed a moment later.
    private static boolean isPassing(ErrorResponseException failed) {
        return failed.getResponse().code >= 500
                || failed.getResponse().getException() instanceof IOException;
    }

    /// Whether what was refused after all tries may succeed later.
    static boolean isPassing(Refused refused) {
        return refused.getCause() instanceof ErrorResponseException failed && isPassing(failed);
    }

    /// Whether it was refused because the message does not exist.
    static boolean isOfUnknownMessage(Refused refused) {
        return refused.getCause() instanceof ErrorResponseException failed
                && failed.getErrorResponse() == ErrorResponse.UNKNOWN_MESSAGE;
    }

    /// Waits for `pause`; whether the door was closed meanwhile.
    boolean isClosingWithin(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// JDA's own words are left out of the message: they may quote what was sent.
    private static Refused refused(String what, RuntimeException failed) {
        return switch (failed) {
            case ErrorResponseException error ->
                    new Refused(
                            reason(error),
                            "Discord would not "
                                    + what
                                    + ": "
                                    + error.getErrorResponse()
                                    + ", HTTP "
                                    + error.getResponse().code
                                    + ", code "
                                    + error.getErrorCode(),
                            error);
            case PermissionException missing ->
                    new Refused(
                            Reason.FORBIDDEN,
                            "The bot may not "
                                    + what
                                    + ": "
                                    + missing.getPermission().getName()
                                    + " is missing",
                            missing);
            default -> new Refused(Reason.FAILED, "Discord could not " + what, failed);
        };
    }

    private static Reason reason(ErrorResponseException error) {
        if (GONE.contains(error.getErrorResponse())) {
            return Reason.GONE;
        }
        int status = error.getResponse().code;
        return status == 401 || status == 403 ? Reason.FORBIDDEN : Reason.FAILED;
    }
}
