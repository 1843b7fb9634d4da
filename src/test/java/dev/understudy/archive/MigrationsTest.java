package dev.understudy.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.older.OlderArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Archives out there have run these migrations: a change goes into a new one, never into these.
class MigrationsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("understudy.root"))
                    .resolve("src/main/resources/db/migration");

    private static final Map<String, String> SHA_256 =
            Map.of(
                    "V1__what_was_said.sql",
                    "d9d3b4e8202efddd43ce72d09d8e2d0344f44869a842a772231bd1b8e1a70ff2",
                    "V2__live_channels.sql",
                    "cb7ac84e423c10295f0589594c008b920ec283ffb1f1580c4dcbc3c7f066ae41",
                    "V3__people.sql",
                    "2c2d9c56f89648d8d338c7be6195f213a0df0b3dccef7cb7104c3159e5ed3725",
                    "V4__jobs.sql",
                    "0d85d48cc191b4d9ab0254edaf3cc67b3915c91bc9b9536d70cc76e5ca2b1e26");

    @Test
    void everyMigrationIsAsItWasReleased() throws IOException, NoSuchAlgorithmException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), sha256(Files.readAllBytes(file)));
            }
        }
        assertThat(found).isEqualTo(SHA_256);
    }

    @Test
    void anArchiveOfEachVersionIsStored() {
        assertThat(OlderArchives.COUNT).isEqualTo(SHA_256.size());
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
