package dev.understudy.imports.files;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What somebody names to be imported: a file, a folder or a zip, and the files in it. Memory: the
/// files' names. To be closed, for zips stay open. Thread-safe.
public final class Export implements AutoCloseable {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_FILES = 200_000;
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int ZIP = 0x504B0304;
    private static final int EMPTY_ZIP = 0x504B0506;

    /// In the order in which people count: `part 2` before `part 10`. A file and what it is sorted
    /// by.
    private record Named(String key, ExportFile file) {
        static final Comparator<Named> ORDER =
                Comparator.comparing(Named::key).thenComparing(named -> named.file().name());

        static Named of(ExportFile file) {
            return new Named(padded(file.name()), file);
        }
    }

    private final Path path;
    private final boolean single;
    private final List<ExportFile> files;
    private final Optional<ZipEntries> zip;

    private Export(Path path, boolean single, List<ExportFile> files, Optional<ZipEntries> zip) {
        this.path = path;
        this.single = single;
        this.files = files.stream().map(Named::of).sorted(Named.ORDER).map(Named::file).toList();
        this.zip = zip;
    }

    /// The export at `path`; a zip is known by its content.
    ///
    /// Throws UserError when a zip is damaged, encrypted or a trap.
    public static Export open(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return new Export(path, false, inFolder(path), Optional.empty());
            }
            if (isZip(path)) {
                ZipEntries zip = ZipEntries.open(path);
                return new Export(path, false, zip.files(), Optional.of(zip));
            }
            return of(ExportFile.of(path));
        } catch (IOException unreadable) {
            throw new UserError(
                    path + " cannot be read: " + unreadable.getMessage() + ".",
                    "Check the disk and the rights to it, then run the command again.",
                    unreadable);
        }
    }

    /// An export that is one file. Needs no closing.
    public static Export of(ExportFile file) {
        return new Export(file.path(), true, List.of(file), Optional.empty());
    }

    /// Whether the file at `path` begins as zips do. Throws IOException when it cannot be read.
    public static boolean isZip(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        byte[] start;
        try (InputStream stream = Files.newInputStream(path)) {
            start = stream.readNBytes(Integer.BYTES);
        }
        int magic = start.length < Integer.BYTES ? 0 : ByteBuffer.wrap(start).getInt();
        return magic == ZIP || magic == EMPTY_ZIP;
    }

    private static List<ExportFile> inFolder(Path folder) throws IOException {
        List<ExportFile> files = new ArrayList<>();
        Path inside = folder.toRealPath();
        try (Stream<Path> all = Files.walk(folder, MAX_DEPTH)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (isHidden(name) || !isFileIn(inside, path)) {
                    continue;
                }
                if (files.size() == MAX_FILES) {
                    throw new UserError(
                            folder + " holds more than " + MAX_FILES + " files.",
                            "Name the folder or file of one export.");
                }
                files.add(ExportFile.of(path, name));
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return files;
    }

    /// Whether it is a file, and no link out of the folder: unpacked zips may hold such.
    private static boolean isFileIn(Path folder, Path path) throws IOException {
        return Files.isRegularFile(path)
                && (!Files.isSymbolicLink(path) || path.toRealPath().startsWith(folder));
    }

    /// Whether it is the system's own, as `.DS_Store` and `__MACOSX/._chat.txt`.
    static boolean isHidden(String name) {
        return name.startsWith(".") || name.contains("/.") || name.startsWith("__MACOSX/");
    }

    private static String padded(String name) {
        return NUMBER.matcher(name.toLowerCase(Locale.ROOT))
                .replaceAll(
                        number ->
                                "0".repeat(Math.max(0, 20 - number.group().length()))
                                        + number.group());
    }

    /// What was named.
    public Path path() {
        return path;
    }

    /// Its files, by name, numbers in their names by size. Hidden ones are left out.
    public List<ExportFile> files() {
        return files;
    }

    /// The file, if the export is a single one and neither folder nor zip.
    public Optional<ExportFile> single() {
        return single ? Optional.of(files.getFirst()) : Optional.empty();
    }

    /// What lies in it at the top: each file by itself, and each folder as an export of its own.
    /// They end when this one is closed, and need no closing.
    public List<Export> parts() {
        if (single) {
            return List.of();
        }
        Map<String, List<ExportFile>> folders = new LinkedHashMap<>();
        List<Export> parts = new ArrayList<>();
        for (ExportFile file : files) {
            int slash = file.name().indexOf('/');
            if (slash < 0) {
                parts.add(of(file));
            } else {
                folders.computeIfAbsent(file.name().substring(0, slash), _ -> new ArrayList<>())
                        .add(file.named(file.name().substring(slash + 1)));
            }
        }
        folders.forEach(
                (name, inside) ->
                        parts.add(new Export(path.resolve(name), false, inside, Optional.empty())));
        return parts;
    }

    /// The file called `name`, in capitals or not, as apps have renamed their folders so. Empty
    /// when there is none, or several.
    public Optional<ExportFile> file(String name) {
        List<ExportFile> found =
                files.stream().filter(file -> file.name().equalsIgnoreCase(name)).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /// How many bytes all its files hold.
    public long bytes() {
        return files.stream().mapToLong(ExportFile::bytes).sum();
    }

    @Override
    public void close() {
        zip.ifPresent(ZipEntries::close);
    }
}
