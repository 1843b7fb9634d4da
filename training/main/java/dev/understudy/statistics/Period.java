package dev.understudy.statistics;

import dev.understudy.chat.Platform;
import dev.understudy.settings.UserError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// The days that are looked at.
///
/// @param since the first day; empty for all before `until`
/// @param until the last day; empty for all after `since`
/// @param zone where a day begins
public record Period(Optional<LocalDate> since, Optional<LocalDate> until, ZoneId zone) {
    /// Throws UserError when the last day lies before the first.
    public Period {
        if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
            throw new UserError(
                    "--until " + until.get() + " lies before --since " + since.get() + ".",
                    "Give the earlier day to --since.");
        }
    }

    /// Everything ever said.
    public static Period ever(ZoneId zone) {
        return new Period(Optional.empty(), Optional.empty(), zone);
    }

    /// Whether every message belongs to it, those without a date included.
    public boolean isEver() {
        return since.isEmpty() && until.isEmpty();
    }

    /// Whether a message that `platform` dates to `at` belongs to it.
    public boolean contains(Platform platform, Instant at) {
        if (isEver()) {
            return true;
        }
        LocalDate day = at.atZone(zone).toLocalDate();
        return platform.hasClock()
                && since.filter(day::isBefore).isEmpty()
                && until.filter(day::isAfter).isEmpty();
    }
}
