package dev.understudy.clone.version;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The file `registry.json` in a folder of versions, and `live`, which stood there before.
record StandingsFile(Path folder) {
    private static final String NAME = "registry.json";

    /// The number of the version that an operator went back to; of use where the other is missing.
    private static final String LIVE = "live";

    private static final String LOCK = ".registry.lock";

    /// What one process writes at a time; the lock on the file is for other processes.
    private static final ReentrantLock HERE = new ReentrantLock();

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /// As it is written; what a hand left out is empty.
    private record Content(
            @Nullable Integer format,
            @Nullable Long last,
            @Nullable List<String> promoted,
            Optional<String> coming,
            @Nullable Set<String> retired,
            @Nullable Set<String> rejected,
            @Nullable Set<String> stale) {

        static Content of(Standings known) {
            return new Content(
                    known.format(),
                    known.last(),
                    known.promoted(),
                    known.coming(),
                    known.retired(),
                    known.rejected(),
                    known.stale());
        }

        Standings standings() {
            return new Standings(
                    Optional.ofNullable(format).orElse(Standings.FORMAT),
                    Optional.ofNullable(last).orElse(0L),
                    Optional.ofNullable(promoted).orElse(List.of()),
                    coming,
                    Optional.ofNullable(retired).orElse(Set.of()),
                    Optional.ofNullable(rejected).orElse(Set.of()),
                    Optional.ofNullable(stale).orElse(Set.of()));
        }
    }

    /// A change of what is there, on the disk.
    interface Change<T> {
        T make() throws IOException;
    }

    /// Makes a change while nobody else does. Throws UserError when the disk refuses.
    <T> T alone(Change<T> change) {
        HERE.lock();
        try {
            Files.createDirectories(folder);
            try (FileChannel channel =
                    FileChannel.open(
                            folder.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                channel.lock(); // until the channel is closed
                return change.make();
            }
        } catch (IOException unwritable) {
            throw new UserError(
                    folder + " cannot be written: " + unwritable.getMessage() + ".",
                    "Make the folder writable, or room on the disk, then run the command again.",
                    unwritable);
        } finally {
            HERE.unlock();
        }
    }

    /// What holds of `versions`, which are there. Throws UserError when it cannot be read.
    Standings read(List<String> versions) {
        Path file = folder.resolve(NAME);
        Standings known =
                Files.exists(file)
                        ? parse(file)
                        : Standings.unwritten(versions, chosen().filter(versions::contains));
        return known.among(versions);
    }

    private static Standings parse(Path file) {
        try {
            Content content = JSON.readValue(Files.readAllBytes(file), Content.class);
            Standings known =
                    Optional.ofNullable(content).orElseThrow(() -> damaged(file)).standings();
            if (known.format() > Standings.FORMAT) {
                throw new UserError(
                        "%s: format is %d; accepted: %d."
                                .formatted(file, known.format(), Standings.FORMAT),
                        "It is from a later Understudy: update this one.");
            }
            return known;
        } catch (JacksonException | NullPointerException | NumberFormatException wrong) {
            UserError damaged = damaged(file);
            damaged.initCause(wrong);
            throw damaged;
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make it readable for this user.",
                    unreadable);
        }
    }

    private static UserError damaged(Path file) {
        return new UserError(
                file + " is damaged: it does not say which versions spoke.",
                "Restore it from a backup, or write the version that shall speak into it:"
                        + " {\"promoted\": [\"0001\"]}");
    }

    private Optional<String> chosen() {
        Path file = folder.resolve(LIVE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage() + ".",
                    "Write the number of a version into it, such as 0001, or remove it.",
                    unreadable);
        }
    }

    /// Replaces what was written, whole or not at all.
    void write(Standings known) throws IOException {
        Path file = folder.resolve(NAME);
        Path beside = folder.resolve(NAME + ".part");
        Files.writeString(beside, JSON.writeValueAsString(Content.of(known)) + "\n");
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(folder.resolve(LIVE));
    }
}
