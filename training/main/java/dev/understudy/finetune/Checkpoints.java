package dev.understudy.finetune;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Numbered folders in a run, such as `checkpoint-000500`; each appears whole or not at all.
final class Checkpoints {
    private final Path run;
    private final String prefix;

    Checkpoints(Path run, String kind) {
        this.run = run;
        this.prefix = kind + "-";
    }

    /// The folder of `step`, whether or not it is there.
    Path folder(long step) {
        return run.resolve("%s%06d".formatted(prefix, step));
    }

    /// Makes the folder of `step` from what `writer` puts into it; one that is there is replaced.
    /// Throws UserError when the disk refuses; everything else is then as it was.
    void save(long step, Unfinished.Writer writer) {
        Path target = folder(step);
        try {
            Unfinished.replace(target, writer);
        } catch (IOException refused) {
            throw new UserError(
                    target + " could not be written: " + refused.getMessage() + ".",
                    "Make room on the disk, then continue with understudy train --resume.",
                    refused);
        }
    }

    /// The highest step that has a whole folder.
    Optional<Long> latest() {
        return steps().stream().findFirst();
    }

    /// Removes every folder but those of the `count` highest steps, and what a crash left
    /// unfinished.
    void keepLast(int count) {
        keep(steps().stream().limit(count).collect(Collectors.toSet()));
    }

    /// Removes every folder but that of `step`, and what a crash left unfinished.
    void keepOnly(long step) {
        keep(Set.of(step));
    }

    private void keep(Set<Long> steps) {
        Set<Path> kept = steps.stream().map(this::folder).collect(Collectors.toSet());
        try (Stream<Path> entries = Files.list(run)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith(prefix) && !kept.contains(entry)) {
                    Unfinished.delete(entry);
                }
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    /// The highest first.
    private List<Long> steps() {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(run)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches(prefix + "\\d+"))
                    .map(name -> Long.parseLong(name.substring(prefix.length())))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
