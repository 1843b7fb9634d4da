package dev.understudy.cli.training;

import dev.understudy.archive.Archive;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.leak.Salt;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/// Where the archive's salt is kept.
public final class SaltFile {
    private static final String NAME = "salt";

    private SaltFile() {}

    /// Where it lies: with the models, which all processes on one database share, and not in the
    /// database: whoever has one of both alone can guess nothing.
    public static Path file(Home home) {
        return home.store().resolve(NAME);
    }

    /// The same where `archive` may know of people by it already. Throws UserError when it does,
    /// and the salt is not here: another one would know nobody.
    public static Salt in(Home home, Archive archive) {
        boolean isHere = Files.exists(file(home)) || Files.exists(home.folder().resolve(NAME));
        if (!isHere && archive.forgottenPassages().length > 0) {
            throw new UserError(
                    file(home) + " is missing; what the forgotten wrote is known by it alone.",
                    "Copy it from where the bots keep theirs, or put it back from a backup.");
        }
        return in(home);
    }

    /// The salt of `home`, made once. A store that has none yet takes over that of the first data
    /// folder that goes over to it. Throws UserError when it cannot be read or made.
    public static Salt in(Home home) {
        Path file = file(home);
        try {
            if (Files.isRegularFile(file)) {
                return Salt.of(Files.readAllBytes(file));
            }
            Path before = home.folder().resolve(NAME);
            Salt first =
                    Files.isRegularFile(before)
                            ? Salt.of(Files.readAllBytes(before))
                            : Salt.random(new SecureRandom());
            Files.createDirectories(home.store());
            Files.write(
                    file, first.bytes(), StandardOpenOption.CREATE_NEW, StandardOpenOption.DSYNC);
            return first;
        } catch (FileAlreadyExistsException madeMeanwhile) {
            return in(home);
        } catch (IOException | IllegalArgumentException unusable) {
            throw new UserError(
                    file + " cannot be used: " + unusable.getMessage() + ".",
                    "Put it back from a backup: what the forgotten wrote is known by it alone.",
                    unusable);
        }
    }
}
