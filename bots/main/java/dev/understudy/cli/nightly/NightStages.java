package dev.understudy.cli.nightly;

import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Streams;
import dev.understudy.likeness.measuring.Stages;
import java.time.InstantSource;
import java.util.Optional;

/// Shows how far the judging of a version is. One thread.
final class NightStages implements Stages, AutoCloseable {
    private final Streams streams;
    private final InstantSource clock;
    private Optional<Meter> meter = Optional.empty();

    NightStages(Streams streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    public void begins(String name, long total, String unit) {
        close();
        meter = Optional.of(new Meter(new Meter.Task(name, total, unit), streams, clock));
    }

    @Override
    public void reaches(long done) {
        meter.ifPresent(shown -> shown.reach(done));
    }

    @Override
    public void close() {
        meter.ifPresent(Meter::close);
        meter = Optional.empty();
    }
}
