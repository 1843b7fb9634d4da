package dev.understudy.imports.format;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// The times of one export that tells only those of its zone, in the order of the file. One thread.
public final class LocalClock {
    /// Later messages may be written first by so much: the file's order is the one people saw.
    private static final Duration DISORDER = Duration.ofMinutes(10);

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final ZoneId zone;
    private Instant last = Instant.MIN;
    private long position;

    /// When something was said.
    ///
    /// @param written as the file says, an hour that comes twice taken the first time
    /// @param sentAt the same, put into the order of the file
    /// @param position among the messages of that moment, from 0
    public record Moment(Instant written, Instant sentAt, long position) {}

    /// A clock for an export that was written in `zone`.
    public LocalClock(ZoneId zone) {
        this.zone = zone;
    }

    /// The next time in the file.
    public Moment next(LocalDateTime local) {
        ZonedDateTime time = ZonedDateTime.of(local, zone);
        Instant written = time.toInstant();
        Instant sentAt = written;
        if (isBefore(sentAt, HALF_AN_HOUR)) {
            sentAt = time.withLaterOffsetAtOverlap().toInstant();
        }
        if (isBefore(sentAt, Duration.ZERO) && !isBefore(sentAt, DISORDER)) {
            sentAt = last;
        }
        position = sentAt.equals(last) ? position + 1 : 0;
        last = sentAt;
        return new Moment(written, sentAt, position);
    }

    private boolean isBefore(Instant time, Duration distance) {
        return last.isAfter(Instant.EPOCH) && time.isBefore(last.minus(distance));
    }
}
