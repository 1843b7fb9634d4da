package dev.understudy.imports.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// One file of an export, on disk or inside a zip. Thread-safe.
public final class ExportFile {
    private static final int SNIFFED = 512;
    private static final int START = 1 << 22;
    private static final String SQLITE = "SQLite format 3";

    /// Where the bytes come from.
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    private final Path path;
    private final String name;
    private final long bytes;
    private final Opening opening;

    ExportFile(Path path, String name, long bytes, Opening opening) {
        this.path = path;
        this.name = name;
        this.bytes = bytes;
        this.opening = opening;
    }

    /// The file at `path` on disk. Throws IOException when it cannot be examined.
    public static ExportFile of(Path path) throws IOException {
        return of(path, String.valueOf(path.getFileName()));
    }

    static ExportFile of(Path path, String name) throws IOException {
        return new ExportFile(path, name, Files.size(path), () -> Files.newInputStream(path));
    }

    /// The same file under another name.
    ExportFile named(String other) {
        return new ExportFile(path, other, bytes, opening);
    }

    /// Where it is, for people; what lies in a zip has the zip's path before its name. Only [#open]
    /// can read it.
    public Path path() {
        return path;
    }

    /// Its name in the export, with `/` between folders: `Messages/c123/messages.csv`. A lone
    /// file's own name.
    public String name() {
        return name;
    }

    /// How many bytes it holds, or claims to in a zip, which gives no more than that.
    public long bytes() {
        return bytes;
    }

    /// Its bytes from the start. Throws IOException when the disk or the zip is damaged, as may
    /// reading further.
    public InputStream open() throws IOException {
        return opening.open();
    }

    /// Its first 4 MiB, by which readers tell what it is: a file may be one line of gigabytes.
    /// Throws IOException as [#open] does.
    public InputStream openStart() throws IOException {
        return new StartStream(open(), START);
    }

    /// Whether it is a picture, a film or the like: a zero among its first bytes, but neither
    /// UTF-16 nor a database.
    ///
    /// Throws IOException when it cannot be read.
    public boolean isBinary() throws IOException {
        byte[] start;
        try (InputStream stream = open()) {
            start = stream.readNBytes(SNIFFED);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.indexOf('\u0000') >= 0
                && !text.startsWith(SQLITE)
                && !text.startsWith("\u00FF\u00FE")
                && !text.startsWith("\u00FE\u00FF");
    }

    /// [#path], as errors name it.
    @Override
    public String toString() {
        return path.toString();
    }
}
