package dev.understudy.archive.older;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/// Archives as earlier versions of Understudy left them, stored beside their making:
/// `archive-vN.mv.db` has the tables of migrations 1 to N, filled by `v1.sql` to `vN.sql`.
///
/// A new migration brings a new file, made once and never again; those before it stay as they are.
public final class OlderArchives {
    /// How many there are: one for each migration.
    public static final int COUNT = 4;

    private OlderArchives() {}

    /// Makes those in the folder `arguments[0]` that are not there yet.
    public static void main(String[] arguments) throws IOException, SQLException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (int version = 1; version <= COUNT; version++) {
            Path file = folder.resolve("archive-v" + version);
            if (!Files.exists(folder.resolve(name(version)))) {
                make(file, version);
            }
        }
    }

    private static void make(Path file, int version) throws IOException, SQLException {
        String url = "jdbc:h2:file:" + file.toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Flyway.configure()
                    .dataSource(url, null, null)
                    .locations("classpath:db/migration")
                    .target(Integer.toString(version))
                    .load()
                    .migrate();
            for (int step = 1; step <= version; step++) {
                statement.execute(content(step));
            }
            statement.execute("SHUTDOWN COMPACT");
        }
    }

    private static String content(int version) throws IOException {
        try (InputStream sql = OlderArchives.class.getResourceAsStream("v" + version + ".sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String name(int version) {
        return "archive-v" + version + ".mv.db";
    }

    /// Puts a copy of the one with `version` migrations where an archive `file` looks for it.
    public static void copy(int version, Path file) throws IOException {
        try (InputStream stored = OlderArchives.class.getResourceAsStream(name(version))) {
            Files.copy(
                    stored,
                    file.resolveSibling(file.getFileName() + ".mv.db"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
