package dev.understudy.cli.backup;

import dev.understudy.settings.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A backup that is read. Nothing in it is believed before its checksum is right. One thread.
final class BackupFile implements AutoCloseable {
    /// A manifest takes some 150 bytes for each file.
    private static final int LONGEST_MANIFEST = 1 << 24;

    private final Path path;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(Path path, ZipFile zip) throws IOException {
        this.path = path;
        this.zip = zip;
        manifest = readManifest();
        requireSameFiles();
    }

    /// Opens the backup in `path`. Throws UserError when there is none, or when it is damaged, of a
    /// later version, or holds anything that no data folder does.
    static BackupFile open(Path path) {
        try {
            ZipFile zip = new ZipFile(path.toFile());
            try {
                return new BackupFile(path, zip);
            } catch (IOException | RuntimeException refused) {
                zip.close();
                throw refused;
            }
        } catch (NoSuchFileException missing) {
            throw new UserError(
                    "There is no file " + path + ".",
                    "Name one that understudy backup wrote.",
                    missing);
        } catch (ZipException | IllegalArgumentException noZip) {
            throw damaged(path, "it is no whole zip file", noZip);
        } catch (IOException unreadable) {
            throw new UserError(
                    path + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make it readable for this user.",
                    unreadable);
        }
    }

    private Manifest readManifest() throws IOException {
        ZipEntry entry = zip.getEntry(ManifestFile.NAME);
        if (entry == null) {
            throw new UserError(
                    path + " is no backup: it has no " + ManifestFile.NAME + ".",
                    "Name a file that understudy backup wrote.");
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes(LONGEST_MANIFEST);
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (crc.getValue() != entry.getCrc()) {
            throw damaged(path, "the checksum of its manifest is wrong");
        }
        return ManifestFile.read(bytes, path);
    }

    private void requireSameFiles() {
        Set<String> told = new HashSet<>();
        manifest.files().forEach(file -> told.add(file.path()));
        told.add(ManifestFile.NAME);
        List<String> held = zip.stream().map(ZipEntry::getName).toList();
        if (held.size() != told.size() || !told.equals(Set.copyOf(held))) {
            throw damaged(path, "its files are not those of its manifest");
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /// Reads everything, and writes nothing. Throws UserError when any checksum is wrong.
    ///
    /// @param progress told how many bytes are read so far
    void verify(LongConsumer progress) {
        try {
            Transfer transfer = new Transfer(progress);
            for (Manifest.Kept file : manifest.files()) {
                copy(file, transfer, OutputStream.nullOutputStream());
            }
        } catch (IOException unreadable) {
            throw damaged(path, String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    /// Writes everything into `folder`, which is made, and lets the disk confirm it. Throws
    /// UserError when any checksum is wrong, and IOException when something cannot be written.
    ///
    /// @param progress told how many bytes are written so far
    void unpack(Path folder, LongConsumer progress) throws IOException {
        Transfer transfer = new Transfer(progress);
        for (Manifest.Kept file : manifest.files()) {
            Path place = folder.resolve(file.path()).normalize();
            if (!place.startsWith(folder)) {
                throw damaged(path, "a file of it would lie elsewhere");
            }
            Files.createDirectories(place.resolveSibling("."));
            try (FileChannel out =
                    FileChannel.open(
                            place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                copy(file, transfer, Channels.newOutputStream(out));
                out.force(true);
            }
        }
    }

    private void copy(Manifest.Kept file, Transfer transfer, OutputStream out) throws IOException {
        Manifest.Kept read;
        try (InputStream in = zip.getInputStream(zip.getEntry(file.path()))) {
            read = transfer.copy(file.path(), in, out, file.sizeBytes());
        } catch (ZipException | EOFException | IllegalArgumentException damaged) {
            throw damaged(path, file.path() + " cannot be unpacked", damaged);
        }
        if (!read.equals(file)) {
            throw damaged(path, "the checksum of " + file.path() + " is wrong");
        }
    }

    static UserError damaged(Path path, String how) {
        return new UserError(path + " is damaged: " + how + ".", REMEDY);
    }

    static UserError damaged(Path path, String how, Exception cause) {
        return new UserError(path + " is damaged: " + how + ".", REMEDY, cause);
    }

    private static final String REMEDY = "Take another backup; nothing was restored from this one.";

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException failed) {
            throw damaged(path, String.valueOf(failed.getMessage()), failed);
        }
    }
}
