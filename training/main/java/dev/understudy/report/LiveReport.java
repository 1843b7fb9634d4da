package dev.understudy.report;

import dev.understudy.report.picture.LossPicture;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `report.html` and `loss.png` in a run's folder, drawn anew while it goes on. Thread-safe.
///
/// A report that cannot be written is no reason to stop a training: the log says so, once.
public final class LiveReport {
    /// The page, which a browser opens.
    public static final String PAGE = "report.html";

    /// The loss curve alone.
    public static final String PICTURE = "loss.png";

    /// How old a running training lets its page grow.
    static final Duration BETWEEN = Duration.ofSeconds(5);

    static final String PLAN = "run.json";
    private static final Logger LOG = LoggerFactory.getLogger(LiveReport.class);

    private final Path run;
    private final String name;
    private final RunHistory history;
    private final Map<String, String> settings;
    private final InstantSource clock;
    private Instant next = Instant.MIN;
    private boolean warned;

    /// @param history what was seen before; goes on growing here
    LiveReport(Path run, RunHistory history, InstantSource clock) {
        this(run, String.valueOf(run.toAbsolutePath().normalize().getFileName()), history, clock);
    }

    private LiveReport(Path run, String name, RunHistory history, InstantSource clock) {
        this.run = run;
        this.name = name;
        this.history = history;
        this.clock = clock;
        settings = settings(run.resolve(PLAN));
    }

    /// Draws page and picture of a run that nobody trains, from its `metrics.jsonl` and `run.json`.
    /// Returns the files: the page, then the picture where there is a loss to draw and this machine
    /// can.
    ///
    /// Throws UserError when no run was written down in the folder `run`, or when it cannot be read
    /// or drawn.
    ///
    /// @param name to call it by: for one that can be resumed its circle's
    public static List<Path> redraw(Path run, String name, RunState state) {
        RunHistory history = new RunHistory();
        try {
            Instant seen = lastNews(run);
            Metrics.forEach(run, history::add);
            LiveReport report = new LiveReport(run, name, history, InstantSource.fixed(seen));
            report.replace(PAGE, report.page(state));
            Path page = run.resolve(PAGE);
            return report.drawPicture() ? List.of(page, run.resolve(PICTURE)) : List.of(page);
        } catch (IOException refused) {
            throw new UserError(
                    "The report in " + run + " cannot be drawn: " + refused.getMessage() + ".",
                    "Make room on the disk, or make the folder readable and writable.",
                    refused);
        }
    }

    /// Draws the report of the run in `run`, which nobody trains, as that of a stopped one if its
    /// page still says that it is running: it was killed. Throws UserError as [#redraw].
    public static void settle(Path run, String name) {
        Path page = run.resolve(PAGE);
        try {
            if (Files.exists(page) && Files.readString(page).contains(Page.IS_RUNNING)) {
                redraw(run, name, RunState.STOPPED);
            }
        } catch (IOException unreadable) {
            throw new UserError(
                    page + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make it readable, or remove it.",
                    unreadable);
        }
    }

    private static Instant lastNews(Path run) throws IOException {
        for (String name : List.of(Metrics.FILE, PLAN)) {
            if (Files.exists(run.resolve(name))) {
                return Files.getLastModifiedTime(run.resolve(name)).toInstant();
            }
        }
        throw new UserError(
                run + " holds no " + Metrics.FILE + ": no training left its figures there.",
                "Train: understudy train writes them, and keeps them beside the model.");
    }

    /// The plan's values by the names that lead to them, such as `training.seed`; none when there
    /// is no plan.
    private static Map<String, String> settings(Path plan) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (Files.exists(plan)) {
            try {
                flatten("", JsonMapper.shared().readTree(Files.readAllBytes(plan)), settings);
            } catch (IOException | JacksonException unreadable) {
                LOG.warn("The report shows no settings: {} cannot be read.", plan, unreadable);
            }
        }
        return settings;
    }

    private static void flatten(String name, JsonNode json, Map<String, String> settings) {
        if (json.isObject()) {
            json.properties()
                    .forEach(
                            field ->
                                    flatten(
                                            name.isEmpty()
                                                    ? field.getKey()
                                                    : name + "." + field.getKey(),
                                            field.getValue(),
                                            settings));
        } else {
            settings.put(name, json.isString() ? json.asString() : json.toString());
        }
    }

    /// Takes in what was seen; draws the page when the last one is old, or at an evaluation.
    synchronized void add(Entry entry) {
        history.add(entry);
        boolean news =
                switch (entry) {
                    case Entry.Stepped _ -> false;
                    case Entry.Evaluated _, Entry.Sampled _, Entry.Finished _ -> true;
                };
        if (news || isOld()) {
            write();
        }
    }

    /// Draws the page again when it is old, though nothing happened: it says that the run is alive.
    synchronized void renew() {
        if (isOld()) {
            write();
        }
    }

    private boolean isOld() {
        return !clock.instant().isBefore(next);
    }

    /// Draws the page of a run that goes on.
    synchronized void write() {
        draw(RunState.RUNNING);
        next = clock.instant().plus(BETWEEN);
    }

    private void draw(RunState state) {
        try {
            replace(PAGE, page(state));
        } catch (IOException refused) {
            warn(PAGE, refused);
        }
    }

    private Drawing page(RunState state) {
        Page page = new Page(name, settings, history, state, clock.instant());
        return file -> Files.writeString(file, page.html());
    }

    /// Draws the page as the last of a run that ends here or stops, and the picture.
    synchronized void finish() {
        draw(history.finished().isPresent() ? RunState.FINISHED : RunState.STOPPED);
        drawPicture();
    }

    /// Draws the picture. Returns false when it cannot, or when there is nothing to be seen in it.
    private boolean drawPicture() {
        List<LossPicture.Curve> curves = new ArrayList<>();
        add(curves, "training", history.loss(), history.loss().smoothed());
        Series validation = history.validation();
        double[] measured =
                validation.buckets().stream().mapToDouble(Series.Bucket::mean).toArray();
        add(curves, "validation", validation, measured);
        if (curves.isEmpty()) {
            return false;
        }
        try {
            replace(PICTURE, file -> LossPicture.write(file, curves));
            return true;
        } catch (IOException refused) {
            warn(PICTURE, refused);
            return false;
        }
    }

    private static void add(
            List<LossPicture.Curve> curves, String name, Series series, double[] values) {
        if (!series.isEmpty()) {
            double[] steps = series.buckets().stream().mapToDouble(Series.Bucket::middle).toArray();
            curves.add(new LossPicture.Curve(name, steps, values));
        }
    }

    private interface Drawing {
        void to(Path file) throws IOException;
    }

    private void replace(String file, Drawing drawing) throws IOException {
        Path beside = run.resolve(file + ".unfinished");
        try {
            drawing.to(beside);
            Files.move(beside, run.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private void warn(String file, IOException refused) {
        if (!warned) {
            warned = true;
            LOG.warn(
                    "{} is not up to date: {}. Make room on the disk, or make the folder writable.",
                    run.resolve(file),
                    refused.getMessage());
        }
    }
}
