package dev.understudy.cli.backup;

import dev.understudy.settings.UserError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a backup: a zip whose last entry is its manifest. For its owner to read alone, because
/// everything that friends said is in it.
final class Packing {
    private final Path target;
    private final Transfer transfer;

    /// @param progress told how many bytes are packed so far
    Packing(Path target, LongConsumer progress) {
        this.target = target;
        this.transfer = new Transfer(progress);
    }

    /// Packs `contents` and what `manifest` makes of them, which is returned. The file appears
    /// whole or not at all.
    ///
    /// Throws UserError when something cannot be read or written; nothing is left behind then.
    Manifest pack(Contents contents, Function<List<Manifest.Kept>, Manifest> manifest) {
        Path beside = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(beside);
            Manifest packed = pack(beside, contents, manifest);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            return packed;
        } catch (IOException failed) {
            throw unwritable(failed);
        } finally {
            discard(beside);
        }
    }

    private Manifest pack(
            Path beside, Contents contents, Function<List<Manifest.Kept>, Manifest> manifest)
            throws IOException {
        try (FileChannel file = create(beside);
                ZipOutputStream zip =
                        new ZipOutputStream(
                                new BufferedOutputStream(Channels.newOutputStream(file)))) {
            List<Manifest.Kept> kept = new ArrayList<>();
            for (Contents.Item item : contents.items()) {
                kept.add(pack(item, zip));
            }
            Manifest packed = manifest.apply(kept);
            zip.setLevel(Deflater.DEFAULT_COMPRESSION);
            zip.putNextEntry(new ZipEntry(ManifestFile.NAME));
            zip.write(ManifestFile.write(packed));
            zip.closeEntry();
            zip.finish();
            zip.flush();
            file.force(true);
            return packed;
        }
    }

    private Manifest.Kept pack(Contents.Item item, ZipOutputStream zip) throws IOException {
        // Weights hardly shrink, and cost minutes.
        boolean weights = item.name().matches(".*\\.(safetensors|bin|png)");
        zip.setLevel(weights ? Deflater.NO_COMPRESSION : Deflater.DEFAULT_COMPRESSION);
        zip.putNextEntry(new ZipEntry(item.name()));
        Manifest.Kept kept;
        // The database locks its file in the same manner, so that it stands still meanwhile.
        try (FileChannel file = FileChannel.open(item.file());
                FileLock lock = file.tryLock(0, Long.MAX_VALUE, true)) {
            if (lock == null) {
                throw new UserError(
                        item.file() + " is in use by another process.",
                        "Wait for it to end, then back up again.");
            }
            InputStream in = Channels.newInputStream(file);
            kept = transfer.copy(item.name(), in, zip, Long.MAX_VALUE);
        } catch (NoSuchFileException gone) {
            throw new UserError(
                    item.file() + " went away while it was to be packed.",
                    "Back up again when nothing else works in that folder.",
                    gone);
        }
        zip.closeEntry();
        return kept;
    }

    private static FileChannel create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner);
    }

    private UserError unwritable(IOException failed) {
        String reason =
                switch (failed) {
                    case NoSuchFileException _ -> "there is no such folder";
                    case FileSystemException system when system.getReason() != null ->
                            system.getReason();
                    default -> String.valueOf(failed.getMessage());
                };
        return new UserError(
                "The backup " + target + " cannot be written: " + reason + ".",
                "Make room, or name another place; nothing was left behind.",
                failed);
    }

    private void discard(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException stuck) {
            throw new UserError(
                    beside + " cannot be removed: " + stuck.getMessage() + ".",
                    "Remove it by hand: it is no whole backup.",
                    stuck);
        }
    }
}
