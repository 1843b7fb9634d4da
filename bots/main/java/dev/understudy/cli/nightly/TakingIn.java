package dev.understudy.cli.nightly;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Streams;
import dev.understudy.imports.ImportOptions;
import dev.understudy.imports.ImportReport;
import dev.understudy.imports.Importer;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Imports what lies in a watched folder. A damaged export costs what is behind the damage alone,
/// and no night.
record TakingIn(Streams streams, Archive archive, Circle circle) {

    /// Imports the exports in `folder`. Returns what was wrong, a line each.
    List<String> all(Optional<Path> folder) {
        if (folder.isEmpty() || isEmpty(folder.get())) {
            return List.of();
        }
        try {
            ImportReport report =
                    new Importer(ImportOptions.defaults())
                            .run(List.of(folder.get()), circle, archive, (_, _, _) -> {});
            long stored =
                    report.sources().stream().mapToLong(source -> source.stored().added()).sum();
            streams.err()
                    .printf(
                            Locale.ROOT,
                            "Taken in from %s: %,d new messages.%n",
                            folder.get(),
                            stored);
            return report.failure().map(fault -> List.of(fault.problem())).orElse(List.of());
        } catch (UserError refused) {
            return List.of(refused.problem());
        }
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException unreadable) {
            return false; // which the importer tells
        }
    }
}
