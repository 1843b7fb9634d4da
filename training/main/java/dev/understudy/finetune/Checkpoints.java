package dev.understudy.finetune;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Numbered folders in a run, such as `checkpoint-000500`: each is written beside and renamed when
/// it is whole, so that a crash or a full disk leaves the ones before it as they were.
final class Checkpoints {
    private static final String UNFINISHED = ".unfinished";

    private final Path run;
    private final String prefix;

    /// Writes what belongs to a step into a new folder.
    interface Writer {
        void writeTo(Path folder) throws IOException;
    }

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
    void save(long step, Writer writer) {
        Path target = folder(step);
        Path beside = target.resolveSibling(target.getFileName() + UNFINISHED);
        try {
            delete(beside);
            Files.createDirectories(beside);
            writer.writeTo(beside);
            delete(target);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            discard(beside, refused);
            throw new UserError(
                    target + " could not be written: " + refused.getMessage() + ".",
                    "Make room on the disk, then continue with understudy train --resume.",
                    refused);
        }
    }

    private static void discard(Path beside, IOException cause) {
        try {
            delete(beside);
        } catch (IOException also) {
            cause.addSuppressed(also);
        }
    }

    /// The highest step that has a whole folder.
    Optional<Long> latest() {
        return steps().stream().max(Comparator.naturalOrder());
    }

    /// Removes every folder but that of `step`, and what a crash left unfinished.
    void keepOnly(long step) {
        try (Stream<Path> entries = Files.list(run)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith(prefix)
                        && !entry.equals(folder(step))) {
                    delete(entry);
                }
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    private List<Long> steps() {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(run)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches(prefix + "\\d+"))
                    .map(name -> Long.parseLong(name.substring(prefix.length())))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Removes `path` with everything in it, if it is there.
    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException failure) throws IOException {
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
