package dev.understudy.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes where a test puts it.
public final class SettableClock implements InstantSource {
    private volatile Instant now;

    public SettableClock(String now) {
        this.now = Instant.parse(now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void set(String instant) {
        now = Instant.parse(instant);
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }
}
