package dev.understudy.configuration;

import dev.understudy.settings.UserError;
import dev.understudy.settings.yaml.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The file `understudy.yml`. Thread-safe.
///
/// @param path where it is, or would be
public record ConfigurationFile(Path path) {
    /// What it is called in the data folder, and in the program.
    public static final String NAME = "understudy.yml";

    public ConfigurationFile {
        path = path.toAbsolutePath().normalize();
    }

    /// Whether it is there.
    public boolean exists() {
        return Files.exists(path);
    }

    /// What it says. Throws UserError, with the line, for a setting that there is none of or a
    /// value that does not fit; also when the file is missing or cannot be read.
    public Configuration read() {
        return parse(bytes());
    }

    /// What it says, or what holds without one where it is not there. Throws as [#read].
    public Configuration readIfThere() {
        return exists() ? read() : Configuration.DEFAULT;
    }

    /// What a file with `bytes` in its place says.
    Configuration parse(byte[] bytes) {
        return new ConfigurationReader(path).read(new YamlText(path.toString()).read(bytes));
    }

    /// All that is in it.
    byte[] bytes() {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException missing) {
            throw new UserError(
                    "There is no file " + path + ".",
                    "Write one with understudy init, or name yours with --config.",
                    missing);
        } catch (IOException unreadable) {
            throw new UserError(
                    path + " cannot be read.",
                    "Make it a file that this user may read.",
                    unreadable);
        }
    }

    /// Puts the commented file with all defaults there, unless one is there already, which stays as
    /// it is. Returns whether it did. Throws UserError when it cannot be written.
    public boolean writeCommented() {
        if (exists()) {
            return false;
        }
        Path part = path.resolveSibling(NAME + ".part");
        try {
            Files.createDirectories(path.resolveSibling("."));
            Files.write(part, commented());
            Files.move(part, path);
            return true;
        } catch (IOException unwritable) {
            throw new UserError(
                    path + " cannot be written.",
                    "Make its folder writable, or name another file with --config.",
                    unwritable);
        }
    }

    private static byte[] commented() throws IOException {
        try (InputStream commented = ConfigurationFile.class.getResourceAsStream(NAME)) {
            if (commented == null) {
                throw new IllegalStateException(NAME + " is not in the program");
            }
            return commented.readAllBytes();
        }
    }
}
