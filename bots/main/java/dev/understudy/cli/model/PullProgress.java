package dev.understudy.cli.model;

import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Streams;
import dev.understudy.hub.PullListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// One bar over all files of a pull, with the file's name, or what it waits for. One thread.
public final class PullProgress implements PullListener, AutoCloseable {
    private final Streams streams;
    private final InstantSource clock;
    private final String name;
    private Optional<Meter> meter = Optional.empty();

    /// @param name of what is pulled
    public PullProgress(String name, Streams streams, InstantSource clock) {
        this.name = name;
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    public void started(long total) {
        meter =
                Optional.of(
                        new Meter(
                                new Meter.Task("pulling " + name, kilobytes(total), "KB"),
                                streams,
                                clock));
    }

    @Override
    public void at(long bytes, String file) {
        meter.ifPresent(
                bar -> {
                    bar.note(file);
                    bar.reach(kilobytes(bytes));
                });
    }

    private static long kilobytes(long bytes) {
        return (bytes + 1023) >> 10;
    }

    @Override
    public void waiting(Duration pause, String reason) {
        String words = reason + "; asking again in " + Math.max(1, pause.toSeconds()) + " s";
        meter.ifPresentOrElse(bar -> bar.note(words), () -> streams.err().println(words + " ..."));
    }

    @Override
    public void close() {
        meter.ifPresent(Meter::close);
    }
}
