package dev.understudy.checkpoint;

import dev.understudy.settings.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;

/// What is wrong with a file of weights, before it is known which file it is.
final class Damage extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final String RESTORE =
            "Restore the file from where it came from, or train the model again.";

    /// @param reason goes on where "… is missing or damaged:" ends; without a full stop
    Damage(String reason) {
        super(reason);
    }

    /// The same for people, about `file`.
    static UserError of(Path file, Exception damage) {
        String reason =
                switch (damage) {
                    case NoSuchFileException _ -> "there is no such file";
                    case JacksonException _ -> "its header is not JSON";
                    case UncheckedIOException inner when inner.getCause() instanceof EOFException ->
                            "it was cut short while it was read";
                    case IOException unreadable ->
                            "it cannot be read (" + unreadable.getClass().getSimpleName() + ")";
                    case UncheckedIOException _ -> "it cannot be read";
                    case ArithmeticException _ -> "it claims a tensor of absurd size";
                    case Exception other -> String.valueOf(other.getMessage());
                };
        return new UserError(file + " is missing or damaged: " + reason + ".", RESTORE, damage);
    }
}
