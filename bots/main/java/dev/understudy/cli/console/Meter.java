package dev.understudy.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// How far a long task is, on `err`: a bar where a line can be drawn over, else a line every few
/// seconds. One thread.
public final class Meter implements AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final int COLUMNS = 79;

    private final Task task;
    private final PrintStream err;
    private final InstantSource clock;
    private final Optional<ProgressBar> bar;
    private Instant nextLine;
    private String note = "";

    /// What is being done.
    ///
    /// @param name a verb and its object: `reading result.json`
    /// @param total how many units there are; 0 when nobody knows
    /// @param unit what is counted, in the plural: `messages`
    public record Task(String name, long total, String unit) {}

    public Meter(Task task, Streams streams, InstantSource clock) {
        this.task = task;
        this.err = streams.err();
        this.clock = clock;
        this.nextLine = clock.instant().plus(BETWEEN_LINES);
        this.bar = streams.bars() ? Optional.of(drawn(task, err)) : Optional.empty();
    }

    private static ProgressBar drawn(Task task, PrintStream err) {
        ProgressBarBuilder builder =
                new ProgressBarBuilder()
                        .setTaskName(task.name())
                        .setInitialMax(task.total() == 0 ? -1 : task.total())
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .setUpdateIntervalMillis(200)
                        .setConsumer(
                                new DelegatingProgressBarConsumer(
                                        line -> overdraw(err, line), COLUMNS));
        return builder.setUnit(" " + task.unit(), 1).build();
    }

    private static void overdraw(PrintStream err, String line) {
        err.print("\r" + line);
        err.flush();
    }

    /// `done` units are done so far.
    public void reach(long done) {
        if (bar.isPresent()) {
            bar.get().stepTo(done);
            return;
        }
        Instant now = clock.instant();
        if (!now.isBefore(nextLine)) {
            nextLine = now.plus(BETWEEN_LINES);
            err.println(line(done));
        }
    }

    /// Shows `text` behind the count from now on.
    public void note(String text) {
        note = text;
        bar.ifPresent(drawn -> drawn.setExtraMessage(text));
    }

    private String line(long done) {
        String count =
                task.total() == 0
                        ? String.format(Locale.ROOT, "%,d %s", done, task.unit())
                        : String.format(
                                Locale.ROOT,
                                "%,d of %,d %s (%d %%)",
                                done,
                                task.total(),
                                task.unit(),
                                100 * done / task.total());
        return task.name() + ": " + count + (note.isEmpty() ? "" : ", " + note);
    }

    /// Leaves the last state standing, and the cursor on a new line.
    @Override
    public void close() {
        bar.ifPresent(
                drawn -> {
                    drawn.close();
                    err.println();
                });
    }
}
