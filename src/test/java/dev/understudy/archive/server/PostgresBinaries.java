package dev.understudy.archive.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL's programs, unpacked from the class path.
final class PostgresBinaries {
    private static final List<String> PACKED =
            List.of(
                    "/postgres-linux-x86_64.txz",
                    "/postgres-linux-arm_64.txz",
                    "/postgres-darwin-arm_64.txz",
                    "/postgres-windows-x86_64.txz");

    private PostgresBinaries() {}

    /// Puts them into `folder`, for everybody to run.
    static void unpack(Path folder) throws IOException {
        try (InputStream packed = packed();
                TarArchiveInputStream files =
                        new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = files.getNextEntry();
                    entry != null;
                    entry = files.getNextEntry()) {
                unpack(files, entry, folder.resolve(entry.getName()).normalize());
            }
        }
    }

    private static InputStream packed() {
        return PACKED.stream()
                .flatMap(
                        name -> Stream.ofNullable(PostgresBinaries.class.getResourceAsStream(name)))
                .findFirst()
                .orElseThrow();
    }

    private static void unpack(TarArchiveInputStream files, TarArchiveEntry entry, Path target)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.resolveSibling("."));
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(files, target);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
