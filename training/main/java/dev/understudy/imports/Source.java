package dev.understudy.imports;

import dev.understudy.imports.format.ExportReader;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One file to import, and who reads it.
record Source(Path file, ExportReader reader, long bytes) {

    static Source of(Path file, ExportReader reader) {
        try {
            return new Source(file, reader, Files.size(file));
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /// The file that `path` means: itself, or the `result.json` in a folder.
    ///
    /// Throws UserError when there is none, or nothing in it.
    static Path locate(Path path) {
        if (Files.isDirectory(path)) {
            return locate(inFolder(path));
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

    private static Path inFolder(Path folder) {
        Path result = folder.resolve("result.json");
        if (Files.isRegularFile(result)) {
            return result;
        }
        if (Files.exists(folder.resolve("messages.html"))) {
            throw new UserError(
                    folder + " is a Telegram export in HTML, from which nothing is read.",
                    "Export again with the format \"Machine-readable JSON\" and import its"
                            + " result.json.");
        }
        throw new UserError(
                folder + " is a folder without a result.json.",
                "Name the export itself: Telegram's result.json, its folder, or a transcript.");
    }

    private static UserError unreadable(Path file, IOException cause) {
        return new UserError(
                file + " cannot be read: " + cause.getMessage() + ".",
                "Check the rights to the file and run the command again.",
                cause);
    }
}
