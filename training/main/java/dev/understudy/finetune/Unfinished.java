package dev.understudy.finetune;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A folder that appears in its place whole or not at all: it is written beside, forced to the
/// disk, and renamed. A crash, a full disk or a power cut leaves what was there before.
final class Unfinished {
    private static final String SUFFIX = ".unfinished";

    private Unfinished() {}

    /// Fills a new folder.
    interface Writer {
        void writeTo(Path folder) throws IOException;
    }

    /// Puts what `writer` makes in the place of `target`, if that is there. Throws what the writer
    /// or the disk throws; `target` is then as it was.
    static void replace(Path target, Writer writer) throws IOException {
        Path beside = beside(target);
        try {
            delete(beside);
            Files.createDirectories(beside);
            writer.writeTo(beside);
            force(beside);
            delete(target);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(target.toAbsolutePath().resolveSibling("."));
        } catch (IOException | RuntimeException failure) {
            discard(beside, failure);
            throw failure;
        }
    }

    private static Path beside(Path target) {
        return target.resolveSibling(target.getFileName() + SUFFIX);
    }

    /// Removes what a crash left of a [#replace] of `target`.
    static void deleteBeside(Path target) throws IOException {
        delete(beside(target));
    }

    private static void discard(Path beside, Exception cause) {
        try {
            delete(beside);
        } catch (IOException also) {
            cause.addSuppressed(also);
        }
    }

    /// Has the disk keep every file under `folder`, and their names.
    private static void force(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        try (FileChannel channel =
                                FileChannel.open(file, StandardOpenOption.WRITE)) {
                            channel.force(true);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path inner, @Nullable IOException failure) throws IOException {
                        forceFolder(inner);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// Windows opens no folders, and keeps names by itself.
    private static void forceFolder(Path folder) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /// Removes `path` with everything in it, if it is there.
    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException failure) throws IOException {
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
