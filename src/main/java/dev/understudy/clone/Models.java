package dev.understudy.clone;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The versions of one circle's model: checkpoint folders `0001`, `0002` … of which the last is
/// live. A version appears whole or not at all.
///
/// @param folder made when the first version is published
public record Models(Path folder) {
    private static final String VERSION = "\\d{4,}";

    /// The checkpoint folder of the version that speaks now; empty when none was trained yet.
    public Optional<Path> live() {
        List<Path> versions = versions();
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    /// All versions, the oldest first.
    public List<Path> versions() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(VERSION))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UserError(
                    folder + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make the folder readable.",
                    unreadable);
        }
    }

    /// Moves the complete `checkpoint` folder here as the next version, which is live from then on.
    /// Returns where it is now. Throws UserError when that cannot be done; `checkpoint` then stays.
    public Path publish(Path checkpoint) {
        long last = live().map(path -> Long.parseLong(path.getFileName().toString())).orElse(0L);
        Path version = folder.resolve("%04d".formatted(last + 1));
        try {
            Files.createDirectories(folder);
            return Files.move(checkpoint, version, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UserError(
                    version + " cannot be written: " + unwritable.getMessage() + ".",
                    "Make the folder writable, then run the command again.",
                    unwritable);
        }
    }
}
