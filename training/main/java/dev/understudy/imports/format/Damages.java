package dev.understudy.imports.format;

import dev.understudy.settings.UserError;
import java.util.Optional;

/// What is damaged in an export of several files, of which the others are read all the same. One
/// thread.
public final class Damages {
    private Optional<UserError> first = Optional.empty();
    private int count;

    /// Remembers why one file was not read to its end.
    public void add(UserError fault) {
        first = first.or(() -> Optional.of(fault));
        count++;
    }

    /// Throws UserError with what was added first, if anything was.
    public void raise() {
        if (first.isEmpty()) {
            return;
        }
        UserError fault = first.get();
        throw count == 1
                ? fault
                : new UserError(
                        fault.problem() + " So are " + (count - 1) + " more of its files.",
                        fault.remedy(),
                        fault);
    }
}
