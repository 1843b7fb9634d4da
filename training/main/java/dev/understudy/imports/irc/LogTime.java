package dev.understudy.imports.irc;

import dev.understudy.imports.format.LocalClock;
import dev.understudy.imports.irc.LogLine.Stamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// The times of one log, most of which tell the hour on the line and the day above it, or in the
/// file's name. One thread.
final class LogTime {
    /// Clocks are put back by less.
    private static final Duration A_NIGHT = Duration.ofHours(2);

    private final LocalClock local;
    private final LocalClock utc = new LocalClock(ZoneOffset.UTC);
    private Optional<LocalDate> day;
    private boolean told;
    private LocalTime last = LocalTime.MIN;
    private Optional<Stamp> lastStamp = Optional.empty();

    /// @param zone where the log was kept
    /// @param day of its first line, when something tells
    LogTime(ZoneId zone, Optional<LocalDate> day) {
        local = new LocalClock(zone);
        this.day = day;
    }

    /// The log says that this is the day.
    void day(LocalDate date) {
        day = Optional.of(date);
        told = true;
    }

    /// The last that a line had, for those without.
    Optional<Stamp> lastStamp() {
        return lastStamp;
    }

    /// When a line was said; empty when nothing tells the day.
    Optional<LocalClock.Moment> next(Stamp stamp) {
        lastStamp = Optional.of(stamp);
        return switch (stamp) {
            case Stamp.Exact(OffsetDateTime time) ->
                    Optional.of(
                            utc.next(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()));
            case Stamp.Local(LocalDateTime time) -> Optional.of(local.next(time));
            case Stamp.Yearless yearless -> day.map(first -> local.next(after(first, yearless)));
            case Stamp.Clock(LocalTime time) -> clock(time);
        };
    }

    /// In a log that begins in December January is next year's.
    private static LocalDateTime after(LocalDate first, Stamp.Yearless stamp) {
        LocalDate date = stamp.day().atYear(first.getYear());
        return (date.isBefore(first) ? stamp.day().atYear(first.getYear() + 1) : date)
                .atTime(stamp.time());
    }

    private Optional<LocalClock.Moment> clock(LocalTime time) {
        if (!told && Duration.between(time, last).compareTo(A_NIGHT) > 0) {
            day = day.map(date -> date.plusDays(1));
        }
        last = time;
        return day.map(date -> local.next(date.atTime(time)));
    }
}
