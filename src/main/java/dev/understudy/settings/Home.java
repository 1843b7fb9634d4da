package dev.understudy.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The folder that holds all state: `archive/`, `base/NAME/`, `texts/`, `models/CIRCLE/`,
/// `runs/CIRCLE/`, `stats/`, `engine/`, `logs/`, `demo/`, `history`.
///
/// @param store the folder that holds `models/` and `runs/`: another one where several machines
///   share it
public record Home(Path folder, Path store) {

    /// One folder for everything.
    public Home(Path folder) {
        this(folder, folder);
    }

    /// The folder given on the command line, else `UNDERSTUDY_HOME`, else `~/.understudy`.
    public static Path defaultFolder() {
        String fromEnvironment = System.getenv("UNDERSTUDY_HOME");
        return fromEnvironment == null || fromEnvironment.isBlank()
                ? Path.of(System.getProperty("user.home"), ".understudy")
                : Path.of(fromEnvironment);
    }

    /// `UNDERSTUDY_STORE`, else the data folder `home`.
    public static Path defaultStore(Path home) {
        String fromEnvironment = System.getenv("UNDERSTUDY_STORE");
        return fromEnvironment == null || fromEnvironment.isBlank()
                ? home
                : Path.of(fromEnvironment);
    }

    /// Whether models and runs lie in a folder of their own.
    public boolean hasOwnStore() {
        return !store.equals(folder);
    }

    /// Path of the archive's database, without the ending that H2 adds.
    public Path archive() {
        return folder.resolve("archive").resolve("archive");
    }

    /// The models of all circles, each a folder of versions.
    public Path models() {
        return store.resolve("models");
    }

    /// The versions of the model that plays `circle`, each a checkpoint folder.
    public Path model(String circle) {
        return models().resolve(circle);
    }

    /// The last run of each circle.
    public Path runs() {
        return store.resolve("runs");
    }

    /// Corpus, optimizer state and metrics of the run that trains `circle`.
    public Path run(String circle) {
        return runs().resolve(circle);
    }

    /// The corpus of `circle` that was built to be looked at; a run has its own.
    public Path corpus(String circle) {
        return folder.resolve("corpora").resolve(circle);
    }

    /// Base models, each a checkpoint folder.
    public Path bases() {
        return folder.resolve("base");
    }

    /// The base model of that name.
    public Path base(String name) {
        return bases().resolve(name);
    }

    /// Texts that were fetched, each a file.
    public Path texts() {
        return folder.resolve("texts");
    }

    /// The page of figures about `circle`.
    public Path stats(String circle) {
        return folder.resolve("stats").resolve(circle + ".html");
    }

    /// Native libraries, unpacked once.
    public Path engine() {
        return folder.resolve("engine");
    }

    /// Makes the folder if need be and keeps every other writing process out until closed.
    ///
    /// Throws UserError when another process holds it, or when it cannot be written.
    public Lock lock() {
        return tryLock()
                .orElseThrow(
                        () ->
                                new UserError(
                                        folder + " is in use by another understudy process.",
                                        "Wait for it to end, or choose another folder with"
                                                + " --home."));
    }

    /// The same, but empty when another process holds it. Throws UserError when the folder cannot
    /// be written.
    public Optional<Lock> tryLock() {
        return tryLock(folder.resolve(".lock"), folder, "--home");
    }

    /// Keeps every other process from training `circle` until closed. Throws UserError when one
    /// does, or when the folder of runs cannot be written.
    public Lock lockRun(String circle) {
        return tryLockRun(circle)
                .orElseThrow(
                        () ->
                                new UserError(
                                        circle + " is being trained by another process.",
                                        "Wait for it to end."));
    }

    /// The same, but empty when another process trains it.
    public Optional<Lock> tryLockRun(String circle) {
        return tryLock(
                runs().resolve("." + circle + ".lock"),
                store,
                hasOwnStore() ? "--store" : "--home");
    }

    /// @param option names `whole`
    private static Optional<Lock> tryLock(Path file, Path whole, String option) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Lock(channel));
        } catch (IOException unwritable) {
            throw new UserError(
                    whole + " cannot be written: " + reason(unwritable) + ".",
                    "Make it writable, or choose another folder with " + option + ".",
                    unwritable);
        }
    }

    /// What the system says besides the path, which many of its messages are alone.
    private static String reason(IOException refused) {
        return switch (refused) {
            case AccessDeniedException _ -> "this user may not write there";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            case FileSystemException system -> "the system refuses to make " + system.getFile();
            default -> String.valueOf(refused.getMessage());
        };
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            return null;
        }
    }

    /// Held by the one process that may write there. The system drops it when the process dies,
    /// however it dies.
    public static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException alreadyReleased) {
                throw new UncheckedIOException(alreadyReleased);
            }
        }
    }
}
