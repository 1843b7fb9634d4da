package dev.understudy.cli.stats;

import dev.understudy.settings.UserError;
import dev.understudy.statistics.Statistics;
import dev.understudy.statistics.page.StatisticsPage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The page as a file: an earlier one stays as it is until the new one is whole.
final class PageFile {
    private PageFile() {}

    /// Writes the page of `statistics` to `file`, an absolute path, whose folder is made if need
    /// be.
    ///
    /// Throws UserError when it cannot be written.
    static void write(Path file, Statistics statistics) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            if (Files.isDirectory(file)) {
                throw new FileAlreadyExistsException(file.toString(), null, "it is a folder");
            }
            Files.createDirectories(file.resolveSibling("."));
            try {
                Files.writeString(unfinished, StatisticsPage.of(statistics));
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException refused) {
            throw new UserError(
                    file + " cannot be written: " + refused.getMessage() + ".",
                    "Name another file with --out.",
                    refused);
        }
    }
}
