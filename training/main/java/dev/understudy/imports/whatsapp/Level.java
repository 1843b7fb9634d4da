package dev.understudy.imports.whatsapp;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// How far a chat's time has come. A head from more than a day before is part of a quotation. One
/// message from the future, of a phone whose clock was wrong, changes nothing. One thread.
final class Level {
    private static final long DAY = 24 * 60 * 60;

    private long before = Long.MIN_VALUE / 2;
    private long last = Long.MIN_VALUE / 2;

    boolean isAbove(LocalDateTime time) {
        return seconds(time) < Math.min(before, last) - DAY;
    }

    void rise(LocalDateTime time) {
        before = last;
        last = seconds(time);
    }

    private static long seconds(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }
}
