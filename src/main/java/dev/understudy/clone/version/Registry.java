package dev.understudy.clone.version;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The versions of one circle's model: checkpoint folders `0001`, `0002` … and what each may do, in
/// `registry.json`. A version appears, speaks and goes in one step each, whenever the process dies.
/// Throws UserError when the folder cannot be read or written; nothing has changed then.
/// Thread-safe, with other processes too.
///
/// Where no such file is, as in folders from before it, each version was live in its turn.
///
/// @param folder made when the first version comes
public record Registry(Path folder) {
    private static final String NUMBER = "\\d{4,15}";

    /// What is about to be deleted is no version any more.
    private static final String GOING = ".removed";

    /// All versions, the oldest first.
    public List<Version> versions() {
        List<Path> folders = folders();
        Standings known = read(folders);
        return folders.stream().map(version -> version(known, version)).toList();
    }

    private static Version version(Standings known, Path folder) {
        String name = name(folder);
        return new Version(folder, known.of(name), known.stale().contains(name));
    }

    private static String name(Path version) {
        return String.valueOf(version.getFileName());
    }

    /// The checkpoint folders of all versions, the oldest first.
    public List<Path> folders() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> name(entry).matches(NUMBER))
                    .sorted(Comparator.comparingLong(entry -> Long.parseLong(name(entry))))
                    .toList();
        } catch (IOException unreadable) {
            throw new UserError(
                    folder + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make the folder readable.",
                    unreadable);
        }
    }

    private Standings read(List<Path> folders) {
        return new StandingsFile(folder).read(folders.stream().map(Registry::name).toList());
    }

    /// The version that speaks now; empty when none was ever promoted.
    public Optional<Path> live() {
        return read(folders()).live().map(folder::resolve);
    }

    /// The one that would after a rollback.
    public Optional<Path> previous() {
        return read(folders()).previous().map(folder::resolve);
    }

    /// Moves the complete `checkpoint` folder here as the next version, a candidate. Returns where
    /// it is now; `checkpoint` stays when this throws.
    public Path keep(Path checkpoint) {
        return add(checkpoint, false);
    }

    /// The same, but it is live from the moment in which it is here.
    public Path publish(Path checkpoint) {
        return add(checkpoint, true);
    }

    /// Sealed before it is moved: a version is never here without its seal.
    private Path add(Path checkpoint, boolean speaks) {
        new Seal(checkpoint).set();
        StandingsFile file = new StandingsFile(folder);
        return file.alone(
                () -> {
                    Standings known = read(folders());
                    long number = known.last() + 1;
                    Path version = folder.resolve("%04d".formatted(number));
                    Optional<String> coming =
                            speaks ? Optional.of(name(version)) : Optional.empty();
                    file.write(known.expecting(number, coming));
                    Files.move(checkpoint, version, StandardCopyOption.ATOMIC_MOVE);
                    return version;
                });
    }

    /// Lets `version` speak from now on. Throws UserError when it never may, or was edited.
    public void promote(Path version) {
        new Seal(version).requireWhole();
        change(version, known -> requireUsable(known, version).promoting(name(version)));
    }

    /// Lets `version` speak again, as if those after it never had. Throws UserError when it never
    /// may, or was edited.
    public void backTo(Path version) {
        new Seal(version).requireWhole();
        change(version, known -> requireUsable(known, version).backTo(name(version)));
    }

    /// Throws UserError when `version` never may speak, is not there, or was edited.
    public void requireMaySpeak(Path version) {
        requireUsable(known(version), version);
        new Seal(version).requireWhole();
    }

    private static Standings requireUsable(Standings known, Path version) {
        State state = known.of(name(version));
        if (known.stale().contains(name(version))) {
            throw new UserError(
                    name(version) + " has seen somebody who was forgotten since.",
                    "It never speaks again: choose another version, or train one.");
        }
        if (!state.maySpeak()) {
            throw new UserError(
                    name(version) + " was rejected: it failed a gate.",
                    "It never speaks: choose another version, or train one.");
        }
        return known;
    }

    /// Has a version that failed a gate never speak. Throws UserError when it is the live one.
    public void reject(Path version) {
        change(
                version,
                known -> requireSilent(known, version, "rejected").rejecting(name(version)));
    }

    private static Standings requireSilent(Standings known, Path version, String what) {
        if (known.of(name(version)) == State.LIVE) {
            throw new UserError(
                    name(version) + " is live: it cannot be " + what + ".",
                    "Let another version speak first.");
        }
        return known;
    }

    /// Notes that versions of these numbers saw somebody who was forgotten. Those that are not
    /// there are passed over.
    public void markStale(Collection<String> versions) {
        List<String> there = folders().stream().map(Registry::name).toList();
        if (read(folders())
                .stale()
                .containsAll(versions.stream().filter(there::contains).toList())) {
            return;
        }
        change(known -> known.marking(versions.stream().filter(there::contains).toList()));
    }

    /// Deletes `version`, which is gone at once. Throws UserError when it is the live one.
    public void remove(Path version) {
        StandingsFile file = new StandingsFile(folder);
        file.alone(
                () -> {
                    clear();
                    Standings known = requireSilent(known(version), version, "removed");
                    file.write(known);
                    Path going = folder.resolve(name(version) + GOING);
                    Files.move(version, going, StandardCopyOption.ATOMIC_MOVE);
                    delete(going);
                    return going;
                });
    }

    /// Deletes what a dying process left of versions that it removed.
    private void clear() throws IOException {
        List<Path> left;
        try (Stream<Path> entries = Files.list(folder)) {
            left = entries.filter(entry -> name(entry).matches(NUMBER + GOING)).toList();
        }
        for (Path one : left) {
            delete(one);
        }
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
                            Path inner, @Nullable IOException failure) throws IOException {
                        Files.delete(inner);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private void change(Path version, UnaryOperator<Standings> change) {
        change(
                known -> {
                    known(version);
                    return change.apply(known);
                });
    }

    private void change(UnaryOperator<Standings> change) {
        StandingsFile file = new StandingsFile(folder);
        file.alone(
                () -> {
                    Standings next = change.apply(read(folders()));
                    file.write(next);
                    return next;
                });
    }

    /// Throws UserError when `version` is none of these.
    private Standings known(Path version) {
        List<Path> folders = folders();
        if (folders.stream().noneMatch(one -> name(one).equals(name(version)))) {
            throw new UserError(
                    "There is no version \"" + name(version) + "\".",
                    "understudy models list names them all.");
        }
        return read(folders);
    }
}
