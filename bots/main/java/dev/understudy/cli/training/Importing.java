package dev.understudy.cli.training;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Streams;
import dev.understudy.imports.ImportOptions;
import dev.understudy.imports.ImportReport;
import dev.understudy.imports.Importer;
import dev.understudy.imports.Progress;
import dev.understudy.imports.SourceReport.Damage;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Imports exports with a bar, and prints what became of everything.
public record Importing(Streams streams) {

    /// Stores `paths` in `circle` of `archive`.
    ///
    /// Throws UserError when a path is refused, or, after all is stored that can be, something was
    /// not read to its end.
    public void run(List<Path> paths, Circle circle, Archive archive, ImportOptions options) {
        print(imported(paths, circle, archive, new Importer(options)));
    }

    private ImportReport imported(
            List<Path> paths, Circle circle, Archive archive, Importer importer) {
        try (Bar bar = new Bar(streams)) {
            return importer.run(paths, circle, archive, bar);
        }
    }

    /// Reads `paths` and stores nothing. Throws UserError as [#run] does.
    public void check(List<Path> paths, ImportOptions options) {
        print(checked(paths, new Importer(options)));
    }

    private ImportReport checked(List<Path> paths, Importer importer) {
        try (Bar bar = new Bar(streams)) {
            return importer.check(paths, bar);
        }
    }

    /// Throws UserError, after the report, when something could not be read to its end.
    private void print(ImportReport report) {
        Optional<Damage> failure = report.failure();
        if (failure.isEmpty() || report.read() > 0) {
            streams.out().print(report.text());
            streams.out().flush();
        }
        if (failure.isPresent()) {
            throw new UserError(failure.get().problem(), failure.get().remedy());
        }
    }

    /// The bar of one import.
    private static final class Bar implements Progress, AutoCloseable {
        private final Streams streams;
        private @Nullable Meter meter;

        Bar(Streams streams) {
            this.streams = streams;
        }

        @Override
        public void at(Step step, long bytes, long total) {
            if (meter == null) {
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
            }
        }
    }
}
