package dev.understudy.clone;

import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The versions of one circle's model: checkpoint folders `0001`, `0002` … of which the last is
/// live, unless the file `live` names another. A version appears whole or not at all.
///
/// @param folder made when the first version is published
public record Models(Path folder) {
    private static final String VERSION = "\\d{4,}";
    private static final String LIVE = "live";

    /// The checkpoint folder of the version that speaks now; empty when none was trained yet.
    public Optional<Path> live() {
        List<Path> versions = versions();
        Optional<Path> chosen = chosen().filter(versions::contains);
        return versions.isEmpty() || chosen.isPresent() ? chosen : Optional.of(versions.getLast());
    }

    private Optional<Path> chosen() {
        Path file = folder.resolve(LIVE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(folder.resolve(Files.readString(file).strip()));
        } catch (IOException | InvalidPathException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage() + ".",
                    "Write the number of a version into it, such as 0001, or remove it.",
                    unreadable);
        }
    }

    /// Lets `version` speak from now on: one change, whole or not at all. Throws UserError when it
    /// cannot be written.
    public void promote(Path version) {
        Path file = folder.resolve(LIVE);
        Path beside = folder.resolve(LIVE + ".part");
        try {
            Files.writeString(beside, version.getFileName() + "\n");
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UserError(
                    file + " cannot be written: " + unwritable.getMessage() + ".",
                    "Make the folder writable, then run the command again.",
                    unwritable);
        }
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

    /// Whose words each version has seen, by its number as in `0003`: those whom it plays, and
    /// those whom the version plays that it was trained from. A version without a readable card is
    /// left out: it can play nobody.
    public Map<String, Set<SpeakerName>> casts() {
        Map<String, Set<SpeakerName>> casts = new TreeMap<>();
        for (Path version : versions()) {
            card(version)
                    .ifPresent(
                            card -> {
                                Set<SpeakerName> seen = new HashSet<>();
                                card.speakers().forEach(one -> seen.add(one.name()));
                                card.parentVersion()
                                        .filter(parent -> parent.startsWith(card.circle() + "@"))
                                        .map(parent -> parent.substring(parent.indexOf('@') + 1))
                                        .map(casts::get)
                                        .ifPresent(seen::addAll);
                                casts.put(version.getFileName().toString(), seen);
                            });
        }
        return casts;
    }

    private static Optional<ModelCard> card(Path version) {
        try {
            return Optional.of(ModelCard.read(version));
        } catch (UserError unreadable) {
            return Optional.empty();
        }
    }

    /// Moves the complete `checkpoint` folder here as the next version, which is live from then on.
    /// Returns where it is now. Throws UserError when that cannot be done; `checkpoint` then stays.
    public Path publish(Path checkpoint) {
        List<Path> versions = versions();
        long last =
                versions.isEmpty()
                        ? 0
                        : Long.parseLong(versions.getLast().getFileName().toString());
        Path version = folder.resolve("%04d".formatted(last + 1));
        try {
            Files.createDirectories(folder);
            Files.move(checkpoint, version, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(folder.resolve(LIVE));
            return version;
        } catch (IOException unwritable) {
            throw new UserError(
                    version + " cannot be written: " + unwritable.getMessage() + ".",
                    "Make the folder writable, then run the command again.",
                    unwritable);
        }
    }
}
