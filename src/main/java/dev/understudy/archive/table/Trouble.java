package dev.understudy.archive.table;

import dev.understudy.settings.UserError;
import java.util.Optional;
import java.util.function.Supplier;

/// Where what a database throws becomes what a person can do about it. Thread-safe.
public interface Trouble {
    /// What a person can do about `failed`; empty when it is none of theirs.
    Optional<UserError> explain(RuntimeException failed);

    /// Whether another process got in between: the same change may pass when it is made again.
    default boolean isConflict(Throwable failed) {
        return false;
    }

    /// Whether the database is out of reach: what waits behind such a change fails as well.
    default boolean isOutOfReach(Throwable failed) {
        return false;
    }

    /// The result of `work`. Throws UserError in place of a failure that a person can put right,
    /// and anything else as it is.
    default <T> T explained(Supplier<T> work) {
        try {
            return work.get();
        } catch (UserError already) {
            throw already;
        } catch (RuntimeException failed) {
            throw explain(failed).orElseThrow(() -> failed);
        }
    }

    /// Does `work`, with the same care.
    default void run(Runnable work) {
        explained(
                () -> {
                    work.run();
                    return true;
                });
    }
}
