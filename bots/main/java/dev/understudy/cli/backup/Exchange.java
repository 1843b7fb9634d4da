package dev.understudy.cli.backup;

import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts other contents into a data folder, all or nothing, whenever the process is killed.
///
/// They are staged in `.restore/part`; renaming that to `.restore/whole` decides. From then on the
/// exchange is brought to its end by whoever comes next: what was there goes to
/// `.restore/replaced`, `whole` becomes `incoming`, and that goes to its place. A data folder may
/// be a mount point, so its contents are exchanged and not itself. Under the folder's lock.
final class Exchange {
    /// What belongs to one archive, and goes with it.
    private static final List<String> PARTS =
            List.of(
                    "archive",
                    Contents.SALT,
                    Contents.SETTINGS,
                    Contents.MODELS,
                    "runs",
                    "corpora",
                    "stats");

    /// Renames one file or folder.
    @FunctionalInterface
    interface Move {
        Move ATOMIC = (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);

        void rename(Path from, Path to) throws IOException;
    }

    private final Path home;
    private final Path work;
    private final Move move;

    Exchange(Path home) {
        this(home, Move.ATOMIC);
    }

    Exchange(Path home, Move move) {
        this.home = home;
        this.work = home.resolve(".restore");
        this.move = move;
    }

    /// Brings an exchange in `home` to its end that was decided before its process was killed, and
    /// clears away one that was not. Does nothing while another process is at it.
    ///
    /// Throws UserError when the folder cannot be written.
    static void finish(Home home) {
        Exchange exchange = new Exchange(home.folder());
        if (!Files.exists(exchange.work)) {
            return;
        }
        Optional<Home.Lock> free = home.tryLock();
        if (free.isEmpty()) {
            return;
        }
        try (Home.Lock _ = free.get()) {
            exchange.complete();
        } catch (IOException unwritable) {
            throw new UserError(
                    "A restore of "
                            + home.folder()
                            + " cannot be brought to its end: "
                            + unwritable.getMessage()
                            + ".",
                    "Make the folder writable, then run the command again.",
                    unwritable);
        }
    }

    /// What is there now that other contents would replace, by name.
    List<String> occupied() {
        return PARTS.stream().filter(part -> Files.exists(home.resolve(part))).toList();
    }

    /// An empty folder for the new contents.
    Path stage() throws IOException {
        abandon();
        return Files.createDirectories(work.resolve("part"));
    }

    /// Clears the new contents away; what was there stays.
    void abandon() throws IOException {
        if (Files.exists(work)) {
            delete(work);
        }
    }

    /// Exchanges what is there for what is staged. Returns where it is now; empty when there was
    /// nothing.
    Optional<Path> commit() throws IOException {
        move.rename(work.resolve("part"), work.resolve("whole"));
        return complete();
    }

    /// Goes on from wherever an exchange is; clears away one that was not decided.
    Optional<Path> complete() throws IOException {
        Path whole = work.resolve("whole");
        Path incoming = work.resolve("incoming");
        Path replaced = work.resolve("replaced");
        if (Files.exists(whole)) {
            Files.createDirectories(replaced);
            moveParts(home, replaced);
            move.rename(whole, incoming);
        }
        if (Files.exists(incoming)) {
            moveParts(incoming, home);
        }
        Optional<Path> aside = Optional.empty();
        if (Files.exists(replaced) && holdsAny(replaced)) {
            Path place = unused();
            move.rename(replaced, place);
            aside = Optional.of(place);
        }
        abandon();
        return aside;
    }

    private void moveParts(Path from, Path to) throws IOException {
        for (String part : PARTS) {
            if (Files.exists(from.resolve(part))) {
                move.rename(from.resolve(part), to.resolve(part));
            }
        }
    }

    private static boolean holdsAny(Path folder) {
        return PARTS.stream().anyMatch(part -> Files.exists(folder.resolve(part)));
    }

    private Path unused() {
        int number = 1;
        while (Files.exists(home.resolve("replaced-" + number))) {
            number++;
        }
        return home.resolve("replaced-" + number);
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException failed) throws IOException {
                        if (failed != null) {
                            throw failed;
                        }
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
