package dev.understudy.imports.files;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The files of an open zip, which is refused whole when it is a trap: names that lead out of it,
/// entries that overlap or swell beyond measure. Nothing is unpacked to disk, and zips inside it
/// stay shut.
final class ZipEntries implements AutoCloseable {
    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_NAME = 1_000;

    /// Chats shrink to a tenth; a folder of empty lines would reach 1,000.
    private static final long MAX_RATIO = 250;

    private static final long SMALL = 1 << 20;

    private final Path path;
    private final ZipFile zip;

    private ZipEntries(Path path, ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    /// Throws UserError when the file is damaged, encrypted or a trap.
    static ZipEntries open(Path path) throws IOException {
        ZipDirectory.of(path)
                .filter(directory -> directory.entries() > MAX_ENTRIES)
                .ifPresent(
                        directory -> {
                            throw trap(path, "more than " + MAX_ENTRIES + " files");
                        });
        try {
            return new ZipEntries(path, new ZipFile(path.toFile(), StandardCharsets.UTF_8));
        } catch (ZipException damaged) {
            throw new UserError(
                    path + " is no whole zip: " + damaged.getMessage() + ".",
                    "Download or export it again; a zip with a password has to be unpacked first.",
                    damaged);
        }
    }

    private static UserError trap(Path path, String what) {
        return new UserError(
                path + " is not read, for it holds " + what + ".",
                "If you trust it, unpack it and name the folder.");
    }

    /// Its files, checked. Closes the zip and throws UserError when it is a trap.
    List<ExportFile> files() throws IOException {
        try {
            return checked();
        } catch (UserError | IOException refused) {
            zip.close();
            throw refused;
        }
    }

    private List<ExportFile> checked() throws IOException {
        if (zip.size() > MAX_ENTRIES) {
            throw trap(path, "more than " + MAX_ENTRIES + " files");
        }
        List<ExportFile> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long packed = 0;
        long unpacked = 0;
        long size = Files.size(path);
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
            String name = entry.getName().replace('\\', '/');
            if (!isInside(name) || !names.add(name)) {
                throw trap(path, "names that lead out of it or come twice");
            }
            packed = Math.addExact(packed, Math.max(0, entry.getCompressedSize()));
            unpacked = Math.addExact(unpacked, Math.max(0, entry.getSize()));
            if (packed > size || isSwollen(entry) || unpacked / MAX_RATIO > size + SMALL) {
                throw trap(path, "files that would unpack to far more than it is");
            }
            if (!entry.isDirectory() && !Export.isHidden(name)) {
                files.add(file(entry, name));
            }
        }
        return files;
    }

    private static boolean isSwollen(ZipEntry entry) {
        return entry.getSize() > SMALL
                && entry.getSize() / MAX_RATIO > Math.max(0, entry.getCompressedSize());
    }

    private static boolean isInside(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && !name.startsWith("/")
                && !name.matches("(?s)[A-Za-z]:.*|.*[\\x00-\\x1f].*")
                && Arrays.stream(name.split("/")).noneMatch(part -> part.matches("\\.{1,2}| *"));
    }

    private ExportFile file(ZipEntry entry, String name) {
        Path shown = path.resolve(name);
        return new ExportFile(
                shown,
                name,
                entry.getSize(),
                () -> new EntryStream(zip.getInputStream(entry), entry));
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
