package dev.understudy.imports;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where an export lies.
final class Place {
    private Place() {}

    /// What `path` means: itself, or the `result.json` in a folder of Telegram's, beside which lie
    /// the pictures.
    ///
    /// Throws UserError when there is none, or nothing in it.
    static Path locate(Path path) {
        Path result = path.resolve("result.json");
        if (Files.isRegularFile(result)) {
            return locate(result);
        }
        if (!Files.exists(path)) {
            throw new UserError(
                    path + " does not exist.",
                    "Check the path; relative ones start in the folder you are in.");
        }
        try {
            if (!Files.isReadable(path)) {
                throw new IOException("permission denied");
            }
            if (Files.size(path) == 0 && Files.isRegularFile(path)) {
                throw new UserError(
                        path + " is empty.", "Export the chat again, and see that it finishes.");
            }
        } catch (IOException unreadable) {
            throw unreadable(path, unreadable);
        }
        return path;
    }

    static UserError unreadable(Path file, IOException cause) {
        return new UserError(
                file + " cannot be read: " + cause.getMessage() + ".",
                "Check the rights to the file and run the command again.",
                cause);
    }
}
