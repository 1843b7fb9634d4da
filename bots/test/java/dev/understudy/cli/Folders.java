package dev.understudy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// Data folders of tests.
public final class Folders {
    private Folders() {}

    /// Copies what is in `folder` into `target`, without logs.
    public static void copy(Path folder, Path target) throws IOException {
        for (Path file : files(folder)) {
            Path copy = target.resolve(folder.relativize(file).toString());
            if (!file.startsWith(folder.resolve("logs"))) {
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
