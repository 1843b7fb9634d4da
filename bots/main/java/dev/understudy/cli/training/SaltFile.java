package dev.understudy.cli.training;

import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.leak.Salt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/// Where the archive's salt is kept.
public final class SaltFile {
    private SaltFile() {}

    /// The salt of `home`, made once, beside the database: whoever has one of both alone can guess
    /// nothing. Throws UserError when it cannot be read or made.
    public static Salt in(Home home) {
        Path file = home.folder().resolve("salt");
        try {
            if (Files.isRegularFile(file)) {
                return Salt.of(Files.readAllBytes(file));
            }
            Salt fresh = Salt.random(new SecureRandom());
            Files.write(
                    file, fresh.bytes(), StandardOpenOption.CREATE_NEW, StandardOpenOption.DSYNC);
            return fresh;
        } catch (IOException | IllegalArgumentException unusable) {
            throw new UserError(
                    file + " cannot be used: " + unusable.getMessage() + ".",
                    "Put it back from a backup: what the forgotten wrote is known by it alone.",
                    unusable);
        }
    }
}
