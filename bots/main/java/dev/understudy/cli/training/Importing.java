package dev.understudy.cli.training;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Streams;
import dev.understudy.imports.ImportOptions;
import dev.understudy.imports.ImportReport;
import dev.understudy.imports.Importer;
import dev.understudy.imports.Progress;
import dev.understudy.settings.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Imports exports with a bar for each of the two readings, and prints what became of everything.
/// The caller holds the home folder's lock, unless it is a dry run.
public record Importing(Home home, Streams streams) {

    /// Stores `paths` in `circle`.
    public void run(List<Path> paths, Circle circle, ImportOptions options) {
        print(imported(paths, circle, new Importer(options)));
    }

    private ImportReport imported(List<Path> paths, Circle circle, Importer importer) {
        try (Archive archive = Archive.open(home.archive());
                Bars bars = new Bars(streams)) {
            return importer.run(paths, circle, archive, bars);
        }
    }

    /// Reads `paths` and stores nothing.
    public void check(List<Path> paths, ImportOptions options) {
        print(checked(paths, new Importer(options)));
    }

    private ImportReport checked(List<Path> paths, Importer importer) {
        try (Bars bars = new Bars(streams)) {
            return importer.check(paths, bars);
        }
    }

    private void print(ImportReport report) {
        streams.out().print(report.text());
        streams.out().flush();
    }

    /// One bar at a time: a new one when the import begins its second reading.
    private static final class Bars implements Progress, AutoCloseable {
        private final Streams streams;
        private @Nullable Meter meter;
        private Step shown = Step.CHECK;

        Bars(Streams streams) {
            this.streams = streams;
        }

        @Override
        public void at(Step step, long bytes, long total) {
            if (meter == null || step != shown) {
                close();
                shown = step;
                String name = step == Step.CHECK ? "checking" : "storing";
                meter =
                        new Meter(
                                new Meter.Task(name, total >> 10, "KB"),
                                streams,
                                Clock.systemUTC());
            }
            meter.reach(bytes >> 10);
        }

        @Override
        public void close() {
            if (meter != null) {
                meter.close();
                meter = null;
            }
        }
    }
}
