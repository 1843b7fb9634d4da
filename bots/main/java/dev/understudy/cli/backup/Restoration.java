package dev.understudy.cli.backup;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// Brings a backup into a data folder, which is in nobody's use meanwhile.
///
/// @param force whether what is there may be put aside
record Restoration(Home home, BackupFile backup, boolean force) {

    /// What a restore came to.
    ///
    /// @param aside where what was there before is now
    /// @param forgotten of how many accounts the owners had been forgotten there since the backup
    ///   was made, and are again; empty when nobody can tell
    record Outcome(Optional<Path> aside, OptionalInt forgotten) {}

    /// Restores everything, or changes nothing.
    ///
    /// Throws UserError when the folder is in use, holds something without `force`, or has too
    /// little room; when anything in the backup is damaged or from a later version.
    ///
    /// @param progress told how many bytes are written so far
    Outcome run(LongConsumer progress) {
        if (home.hasOwnStore()) {
            throw new UserError(
                    "A backup is restored into one folder, and the models here lie in "
                            + home.store()
                            + ".",
                    "Restore with --store %s, then copy its folder models to %s."
                            .formatted(home.folder(), home.store()));
        }
        List<Home.Lock> locks = new ArrayList<>();
        try {
            locks.add(home.lock());
            for (String circle : trained()) {
                locks.add(home.lockRun(circle));
            }
            requirePlace();
            return exchange(progress);
        } catch (IOException failed) {
            throw new UserError(
                    "The backup cannot be restored into %s: %s."
                            .formatted(home.folder(), reason(failed)),
                    "Make room, or make the folder writable; what was there is still there.",
                    failed);
        } finally {
            locks.reversed().forEach(Home.Lock::close);
        }
    }

    /// The circles that have a run, which may be going on.
    private List<String> trained() throws IOException {
        if (!Files.isDirectory(home.runs())) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(home.runs())) {
            return runs.map(run -> run.getFileName().toString()).filter(Circle::isOne).toList();
        }
    }

    private void requirePlace() throws IOException {
        List<String> occupied = new Exchange(home.folder()).occupied();
        if (!force && !occupied.isEmpty()) {
            throw new UserError(
                    home.folder() + " is not empty: it holds " + String.join(", ", occupied) + ".",
                    "Choose another folder with --home, or put that aside with --force.");
        }
        long free = Files.getFileStore(home.folder()).getUsableSpace();
        long needed = backup.manifest().bytes();
        if (free < needed) {
            throw new UserError(
                    "%s has %s of room; the backup takes %s."
                            .formatted(home.folder(), Manifest.size(free), Manifest.size(needed)),
                    "Make room, or choose another folder with --home.");
        }
    }

    private Outcome exchange(LongConsumer progress) throws IOException {
        Exchange exchange = new Exchange(home.folder());
        OptionalInt forgotten = OptionalInt.empty();
        boolean whole = false;
        try {
            Home staged = new Home(exchange.stage());
            backup.unpack(staged.folder(), progress);
            prove(staged);
            Optional<ForgottenSince> since = ForgottenSince.in(home, backup.manifest().createdAt());
            if (since.isPresent() && Files.exists(staged.folder().resolve(Contents.ARCHIVE))) {
                forgotten = OptionalInt.of(since.get().forgetIn(staged));
            }
            whole = true;
        } finally {
            if (!whole) {
                exchange.abandon();
            }
        }
        return new Outcome(exchange.commit(), forgotten);
    }

    /// Opens what was unpacked as bots would, which also brings an older archive up to date.
    private void prove(Home staged) {
        try {
            if (Files.exists(staged.folder().resolve(Contents.ARCHIVE))) {
                try (Archive archive = Archive.open(staged.archive())) {
                    archive.circles().forEach(circle -> requireMessages(archive, circle));
                }
            }
            backup.manifest().live().forEach((circle, version) -> play(staged, circle, version));
        } catch (UserError unusable) {
            throw new UserError(
                    "What is in the backup cannot be used. " + unusable.problem(),
                    "Restore it with the Understudy that made it (%s), or take another backup."
                            .formatted(backup.manifest().software()),
                    unusable);
        }
    }

    private static void play(Home staged, String circle, String version) {
        Path model = staged.model(circle);
        ModelCard.read(model.resolve(version));
        Optional<Path> live = new Models(model).live();
        if (live.isEmpty() || !live.get().equals(model.resolve(version))) {
            throw new UserError("%s does not speak as %s.".formatted(circle, version), "");
        }
    }

    private void requireMessages(Archive archive, Circle circle) {
        long told = backup.manifest().messages().getOrDefault(circle.name(), 0L);
        long found = archive.messageCount(circle);
        if (told != found) {
            throw new UserError(
                    "%s has %,d messages; the backup was made of %,d."
                            .formatted(circle, found, told),
                    "");
        }
    }

    private static String reason(IOException failed) {
        return failed instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(failed.getMessage());
    }
}
