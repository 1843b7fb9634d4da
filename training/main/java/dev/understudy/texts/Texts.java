package dev.understudy.texts;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Texts that are no chats: one file as it is, a file cut into documents, or a folder of them.
///
/// @param path a file, or a folder each of whose files is a document
/// @param splitAt a line that stands between documents: empty for an empty one, `\n` when every
///   line is a document; a file as it is when absent
public record Texts(Path path, Optional<String> splitAt) {
    private static final String EVERY_LINE = "\\n";

    /// One file as it is.
    public static Texts file(Path path) {
        return new Texts(path, Optional.empty());
    }

    /// The documents, those of a folder in the order of its files' names; none is blank. Throws
    /// UserError when there are none, or a file is no UTF-8.
    public List<String> read() {
        boolean folder = Files.isDirectory(path);
        List<String> documents = new ArrayList<>();
        for (Path file : folder ? files() : List.of(path)) {
            String text = text(file);
            if (splitAt.isEmpty() && !folder) {
                return List.of(text);
            }
            splitAt.map(marker -> cut(text, marker)).orElse(List.of(text)).stream()
                    .map(String::strip)
                    .filter(document -> !document.isEmpty())
                    .forEach(documents::add);
        }
        if (documents.isEmpty()) {
            throw new UserError(
                    path + " holds no text.", "Name a folder of text files, or a text file.");
        }
        return documents;
    }

    private static List<String> cut(String text, String marker) {
        if (marker.equals(EVERY_LINE)) {
            return text.lines().toList();
        }
        List<String> documents = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.strip().equals(marker.strip())) {
                documents.add(document.toString());
                document.setLength(0);
            } else {
                document.append(line).append('\n');
            }
        }
        documents.add(document.toString());
        return documents;
    }

    private List<Path> files() {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UserError(
                    path + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make the folder readable.",
                    unreadable);
        }
    }

    /// What is in `file`, as it is. Throws UserError when it cannot be read as UTF-8.
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read as UTF-8 text.",
                    "Name a text file that exists, saved as UTF-8.",
                    unreadable);
        }
    }
}
