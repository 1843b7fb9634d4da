package dev.understudy.archive;

import static dev.understudy.archive.Said.FRIENDS;
import static dev.understudy.archive.Said.all;
import static dev.understudy.archive.Said.chatter;
import static dev.understudy.archive.Said.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chat.Message;
import dev.understudy.settings.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TroubleTest {
    @TempDir Path folder;

    @AfterEach
    void freeTheDisk() {
        FullDisk.FREE.set(Long.MAX_VALUE);
    }

    private Path file() {
        return folder.resolve("archive");
    }

    private Path database() {
        return folder.resolve("archive.mv.db");
    }

    private UserError refusalToOpen() {
        return catchThrowableOfType(UserError.class, () -> Archive.open(file()).close());
    }

    @Test
    void aSecondProcessIsToldThatTheArchiveIsInUse() throws Exception {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                file().toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            while (!"open".equals(said.readLine())) {
                assertThat(other.isAlive()).isTrue();
            }
            UserError refusal = refusalToOpen();
            assertThat(refusal.problem())
                    .contains(database().toString())
                    .contains("in use by another understudy process");
            assertThat(refusal.remedy()).contains("--home");
        } finally {
            other.destroyForcibly().waitFor();
        }
        Archive.open(file()).close();
    }

    /// The other process: holds the archive until killed.
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            try (Archive _ = Archive.open(Path.of(arguments[0]))) {
                System.out.println("open");
                while (System.in.read() >= 0) {}
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void aFileThatIsNoDatabaseIsSaidToBeDamaged(int lines) throws IOException {
        Files.writeString(database(), "Dear diary, this is no database.\n".repeat(lines));
        UserError refusal = refusalToOpen();
        assertThat(refusal.problem()).contains(database().toString()).contains("damaged");
        assertThat(database()).content().startsWith("Dear diary");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.2, 0.5, 0.8})
    void aDatabaseWithAHoleGivesWholeBatchesOrIsSaidToBeDamaged(double where) throws IOException {
        List<Message> messages = chatter(8000);
        try (Archive archive = Archive.open(file())) {
            store(archive, FRIENDS, messages);
        }
        byte[] bytes = Files.readAllBytes(database());
        int from = (int) (bytes.length * where);
        Arrays.fill(bytes, from, from + bytes.length / 8, (byte) 0x5A);
        Files.write(database(), bytes);

        UserError damaged =
                catchThrowableOfType(
                        UserError.class,
                        () -> {
                            try (Archive archive = Archive.open(file())) {
                                List<Message> kept = all(archive, FRIENDS);
                                assertThat(kept).isEqualTo(messages.subList(0, kept.size()));
                                assertThat(kept.size() % 2000).isZero();
                            }
                        });
        if (damaged != null) {
            assertThat(damaged.problem()).contains("damaged");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 20_000, 400_000})
    void aFullDiskLeavesWholeBatchesAndLosesNothing(long free) {
        FullDisk.register();
        List<Message> messages = chatter(12_000);
        List<Message> before = messages.subList(0, 3000);
        try (Archive archive = Archive.open(file(), "full:")) {
            store(archive, FRIENDS, before);
        }
        UserError full =
                catchThrowableOfType(
                        UserError.class,
                        () -> {
                            try (Archive archive = Archive.open(file(), "full:")) {
                                FullDisk.FREE.set(free);
                                store(archive, FRIENDS, messages);
                            }
                        });
        assertThat(full.problem()).contains("is full").contains(database().toString());
        assertThat(full.remedy()).contains("Free some space");

        FullDisk.FREE.set(Long.MAX_VALUE);
        try (Archive archive = Archive.open(file(), "full:")) {
            List<Message> kept = all(archive, FRIENDS);
            assertThat(kept).isEqualTo(messages.subList(0, kept.size()));
            assertThat(kept).hasSizeBetween(3000, 11_999);
            assertThat(kept.size() == 3000 || kept.size() % 2000 == 0).isTrue();
            store(archive, FRIENDS, messages);
            assertThat(all(archive, FRIENDS)).isEqualTo(messages);
        }
    }

    @Test
    void anArchiveOfANewerVersionIsRefused() throws SQLException {
        Archive.open(file()).close();
        try (Connection database = DriverManager.getConnection("jdbc:h2:file:" + file());
                Statement statement = database.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO "flyway_schema_history" SELECT 99, '99', "description", "type",
                    'V99__later.sql', 1, "installed_by", "installed_on", 1, TRUE
                    FROM "flyway_schema_history" WHERE "installed_rank" = 1""");
        }
        UserError refusal = refusalToOpen();
        assertThat(refusal.problem()).contains("newer version of Understudy");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path occupied = Files.createFile(folder.resolve("home"));
        UserError refusal =
                catchThrowableOfType(
                        UserError.class,
                        () -> Archive.open(occupied.resolve("archive").resolve("archive")));
        assertThat(refusal.problem()).contains("cannot be written");
    }

    @Test
    void aPathThatTheDatabaseWouldMisreadIsRefused() {
        UserError refusal =
                catchThrowableOfType(
                        UserError.class, () -> Archive.open(folder.resolve("a;MODE=x")));
        assertThat(refusal.problem()).contains("semicolon");
        assertThat(folder).isEmptyDirectory();
    }
}
