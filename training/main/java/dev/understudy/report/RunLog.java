package dev.understudy.report;

import dev.understudy.evaluation.Losses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Writes down how a run goes: `metrics.jsonl` line by line, and the report drawn from it, which a
/// thread of its own renews when steps take long. For the rest, one thread.
public final class RunLog implements AutoCloseable {
    private static final double SHORTEST_STEP_SECONDS = 1e-6;

    private final InstantSource clock;
    private final Metrics metrics;
    private final LiveReport report;
    private final ScheduledExecutorService heartbeat;
    private final Instant started;
    private Instant stepped;
    private double secondsBefore;
    private long tokens;

    /// Goes on with the log in the folder `run` after `step`, or begins one.
    public RunLog(Path run, long step, InstantSource clock) {
        this(run, step, clock, LiveReport.BETWEEN);
    }

    /// @param beat how often to look whether the report is old
    RunLog(Path run, long step, InstantSource clock, Duration beat) {
        this.clock = clock;
        RunHistory history = new RunHistory();
        metrics = new Metrics(run, step, entry -> recall(entry, history));
        report = new LiveReport(run, history, clock);
        started = clock.instant();
        stepped = started;
        report.write();
        heartbeat =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("report").factory());
        long nanos = beat.toNanos();
        ScheduledFuture<?> _ =
                heartbeat.scheduleWithFixedDelay(report::renew, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private void recall(Entry earlier, RunHistory history) {
        history.add(earlier);
        secondsBefore = earlier.seconds();
        if (earlier instanceof Entry.Stepped step) {
            tokens = step.tokens();
        }
    }

    /// Hands what was written down of the run in the folder `run` so far to `sink`, in order;
    /// nothing when it has not begun. Another process may be writing. Throws IOException when it
    /// cannot be read.
    public static void read(Path run, Consumer<Entry> sink) throws IOException {
        Metrics.forEach(run, sink);
    }

    /// Copies what a run in `run` has left to be read into the folder `to`: its metrics, its plan,
    /// its report. Throws IOException when the disk refuses.
    public static void copy(Path run, Path to) throws IOException {
        for (String name :
                List.of(Metrics.FILE, LiveReport.PLAN, LiveReport.PAGE, LiveReport.PICTURE)) {
            Path file = run.resolve(name);
            if (Files.exists(file)) {
                Files.copy(
                        file,
                        to.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private double seconds() {
        return secondsBefore + between(started, clock.instant());
    }

    private static double between(Instant earlier, Instant later) {
        return Math.max(0, Duration.between(earlier, later).toNanos() / 1e9);
    }

    /// The work of a step begins, which is what its tokens a second are measured by.
    public void begin() {
        stepped = clock.instant();
    }

    /// One optimizer step was taken; `tokens` were read for it.
    public void stepped(long step, double loss, double rate, double norm, long read) {
        tokens += read;
        double took = Math.max(SHORTEST_STEP_SECONDS, between(stepped, clock.instant()));
        add(new Entry.Stepped(step, loss, rate, norm, tokens, read / took, seconds()));
    }

    /// The model was measured on validation text.
    public void evaluated(long step, Losses losses) {
        double mean = losses.all().mean();
        add(new Entry.Evaluated(step, mean, Math.exp(mean), speakers(losses), seconds()));
    }

    /// The training is over after `step`, and the weights of `bestStep`, its best, were measured on
    /// the whole validation text.
    public void finished(long step, long bestStep, Losses losses) {
        double mean = losses.all().mean();
        double perplexity = Math.exp(mean);
        add(new Entry.Finished(step, bestStep, mean, perplexity, speakers(losses), seconds()));
    }

    private static SortedMap<String, Entry.SpeakerLoss> speakers(Losses losses) {
        SortedMap<String, Entry.SpeakerLoss> speakers = new TreeMap<>();
        losses.speakers()
                .forEach(
                        (name, loss) ->
                                speakers.put(
                                        name.text(),
                                        new Entry.SpeakerLoss(
                                                loss.mean(), loss.perplexity(), loss.tokens())));
        return speakers;
    }

    /// The model wrote `text` unprompted.
    public void sampled(long step, String text) {
        add(new Entry.Sampled(step, text, seconds()));
    }

    private void add(Entry entry) {
        metrics.add(entry);
        report.add(entry);
    }

    /// Ends the file, and leaves a report that waits for nothing more.
    @Override
    public void close() {
        try (metrics) {
            heartbeat.close();
            report.finish();
        }
    }
}
