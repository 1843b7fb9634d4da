package dev.understudy.report;

import dev.understudy.report.picture.LossPicture;
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

/// `report.html` and `loss.png` in a run's folder, drawn anew while it goes on. One thread.
///
/// A report that cannot be written is no reason to stop a training: the log says so, once.
public final class LiveReport {
    /// The page, which a browser opens.
    public static final String PAGE = "report.html";

    /// The loss curve alone.
    public static final String PICTURE = "loss.png";

    private static final Logger LOG = LoggerFactory.getLogger(LiveReport.class);
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    static final String PLAN = "run.json";

    private final Path run;
    private final RunHistory history;
    private final Map<String, String> settings;
    private final InstantSource clock;
    private Instant next = Instant.MIN;
    private boolean warned;

    /// @param history what was seen before; goes on growing here
    LiveReport(Path run, RunHistory history, InstantSource clock) {
        this.run = run;
        this.history = history;
        this.clock = clock;
        settings = settings(run.resolve(PLAN));
    }

    /// Draws page and picture of a run that is over, from its `metrics.jsonl` and `run.json`.
    /// Throws IOException when they cannot be read.
    public static void redraw(Path run, InstantSource clock) throws IOException {
        RunHistory history = new RunHistory();
        Metrics.forEach(run, history::add);
        new LiveReport(run, history, clock).finish();
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
    void add(Entry entry) {
        history.add(entry);
        boolean news =
                switch (entry) {
                    case Entry.Stepped _ -> false;
                    case Entry.Evaluated _, Entry.Sampled _ -> true;
                };
        if (news || !clock.instant().isBefore(next)) {
            write(true);
        }
    }

    /// Draws the page.
    void write(boolean running) {
        Instant now = clock.instant();
        String name = String.valueOf(run.toAbsolutePath().normalize().getFileName());
        String html = new Page(name, settings, history, running, now).html();
        replace(PAGE, file -> Files.writeString(file, html));
        next = clock.instant().plus(BETWEEN);
    }

    /// Draws the page as the last of its run, and the picture.
    void finish() {
        write(false);
        List<LossPicture.Curve> curves = new ArrayList<>();
        add(curves, "training", history.loss(), history.loss().smoothed());
        Series validation = history.validation();
        double[] measured =
                validation.buckets().stream().mapToDouble(Series.Bucket::mean).toArray();
        add(curves, "validation", validation, measured);
        if (!curves.isEmpty()) {
            replace(PICTURE, file -> LossPicture.write(file, curves));
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

    private void replace(String name, Drawing drawing) {
        Path beside = run.resolve(name + ".unfinished");
        try {
            try {
                drawing.to(beside);
                Files.move(beside, run.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException refused) {
            if (!warned) {
                warned = true;
                LOG.warn(
                        "{} is not up to date, but the training goes on: {}. Make room on the disk,"
                                + " or make the folder writable.",
                        run.resolve(name),
                        refused.getMessage());
            }
        }
    }
}
