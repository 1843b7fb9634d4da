package dev.understudy.cli.jobs;

import dev.understudy.archive.Archive;
import dev.understudy.clone.night.NightSettings;
import dev.understudy.clone.night.NightSettings.Runs;
import dev.understudy.configuration.Configuration;
import dev.understudy.jobs.JobBook;
import dev.understudy.jobs.JobRunner;
import dev.understudy.jobs.JobTimings;
import dev.understudy.jobs.Work;
import dev.understudy.jobs.nights.NightBook;
import dev.understudy.jobs.nights.NightPlan;
import dev.understudy.jobs.nights.NightPlanner;
import dev.understudy.settings.UserError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one process has to do with jobs: it does them, plans nights, or both, until it is closed.
/// Thread-safe.
public final class Shift implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);

    private final List<AutoCloseable> parts;
    private final NightBook nights;

    private Shift(List<AutoCloseable> parts, NightBook nights) {
        this.parts = parts;
        this.nights = nights;
    }

    /// That of running bots: plans the nights of their circles, and trains where the settings say
    /// so. Throws UserError when the settings name a time that is none.
    public static Shift ofBots(
            Archive archive, JobBook book, Supplier<Configuration> settings, Work work) {
        plans(settings.get());
        NightBook nights = new NightBook(archive.source(), InstantSource.system());
        List<AutoCloseable> parts = new ArrayList<>();
        if (settings.get().nightly().runs() == Runs.HERE) {
            parts.add(new JobRunner(book, name(), work, JobTimings.DEFAULT));
        }
        parts.add(NightPlanner.start(nights, book, name(), () -> plans(settings.get())));
        return new Shift(parts, nights);
    }

    /// That of a worker, who trains.
    public static Shift ofWorker(Archive archive, JobBook book, Work work, JobTimings timings) {
        return new Shift(
                List.of(new JobRunner(book, name(), work, timings)),
                new NightBook(archive.source(), InstantSource.system()));
    }

    /// The nights that the settings plan. Throws UserError when their time is none.
    public static List<NightPlan> plans(Configuration settings) {
        NightSettings nightly = settings.nightly();
        return nightly.time()
                .map(
                        time ->
                                new NightPlan(
                                        time.cron(),
                                        time.zone(),
                                        List.copyOf(settings.circles().keySet())))
                .map(List::of)
                .orElse(List.of());
    }

    /// Who this process is, for people: `box (4711)`.
    public static String name() {
        long process = ProcessHandle.current().pid();
        try {
            return "%s (%d)".formatted(InetAddress.getLocalHost().getHostName(), process);
        } catch (UnknownHostException nameless) {
            return "process " + process;
        }
    }

    /// What is wrong with the nights at the moment.
    public List<UserError> troubles() {
        return nights.disputes();
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failed) {
                LOG.error("A part of the jobs could not be closed", failed);
            }
        }
    }
}
