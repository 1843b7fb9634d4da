package dev.understudy.imports.irc;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.util.Optional;

/// What one line of a log says.
sealed interface LogLine {
    /// When, as far as the line itself tells.
    sealed interface Stamp {
        /// A time of some day.
        record Clock(LocalTime time) implements Stamp {}

        /// A day of some year.
        record Yearless(MonthDay day, LocalTime time) implements Stamp {}

        /// A day and a time, in the zone of who kept the log.
        record Local(LocalDateTime time) implements Stamp {}

        /// The same anywhere.
        record Exact(OffsetDateTime time) implements Stamp {}
    }

    /// Somebody's words.
    ///
    /// @param action whether they are what the nick does, as in `* bob waves`
    record Said(Stamp stamp, String nick, boolean action, String text) implements LogLine {}

    /// After the marks of notices, where some clients put actions, too: `=== bob waves`.
    record Perhaps(Optional<Stamp> stamp, String nick, String text) implements LogLine {}

    /// Somebody took another nick.
    record Renamed(String from, String to) implements LogLine {}

    /// Joins, modes, topics, and what servers say.
    record Notice() implements LogLine {}

    /// The day of the lines that follow.
    record Day(LocalDate date) implements LogLine {}

    /// Nothing that a log holds.
    record Foreign() implements LogLine {}

    /// A line without anything.
    record Blank() implements LogLine {}
}
