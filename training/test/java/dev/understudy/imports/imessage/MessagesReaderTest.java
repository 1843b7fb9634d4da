package dev.understudy.imports.imessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chat.Message;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesReaderTest {
    private static final MessagesReader READER = new MessagesReader(Optional.of("Ann"));
    private static final ExporterReader TEXT_READER =
            new ExporterReader(ZoneId.of("Europe/Berlin"), Optional.empty());
    private static final Path TEXT = Fixture.file("imessage/Ann, +15550001.txt");

    @TempDir Path folder;

    private static UserError refusal(ExportReader reader, Path file) {
        return catchThrowableOfType(
                UserError.class, () -> Collected.from(reader, file).messages.clear());
    }

    private Path zipped(Path... files) throws IOException {
        Path zip = folder.resolve("chat.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, out);
            }
        }
        return zip;
    }

    /// What is in the folder for temporary files.
    private static List<String> temporaries() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("understudy"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aDatabaseIsReadAsTheGoldenFileSays() throws SQLException {
        Path file = ChatDb.create(folder.resolve("chat.db"));
        assertThat(Collected.recognises(READER, file)).isTrue();
        Collected read = Collected.from(READER, file);
        assertThat(read.golden()).isEqualTo(Fixture.text("imessage/golden_db.txt"));
        assertThat(read.position).isEqualTo(file.toFile().length());
    }

    @Test
    void theDatabaseAndItsFolderStayAsTheyAre() throws SQLException, IOException {
        Path file = ChatDb.create(folder.resolve("chat.db"));
        byte[] before = Files.readAllBytes(file);
        file.toFile().setReadOnly();
        Collected.from(READER, file);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder.toFile().list()).containsExactly("chat.db");
    }

    @Test
    void aZipGivesTheSameAndLeavesNoCopyBehind() throws SQLException, IOException {
        List<String> before = temporaries();
        Path zip = zipped(ChatDb.create(folder.resolve("chat.db")));
        assertThat(Collected.recognises(READER, zip)).isTrue();
        assertThat(Collected.from(READER, zip).golden())
                .isEqualTo(Fixture.text("imessage/golden_db.txt"));
        assertThat(temporaries()).isEqualTo(before);
    }

    @Test
    void theLogBesideTheDatabaseCounts() throws SQLException, IOException {
        Path live = folder.resolve("live.db");
        Path copies = Files.createDirectory(folder.resolve("Messages"));
        Path file = copies.resolve("chat.db");
        Path log = copies.resolve("chat.db-wal");
        try (Connection connection = ChatDb.connect(live);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            ChatDb.fill(connection);
            Files.copy(live, file);
            Files.copy(folder.resolve("live.db-wal"), log);
        }
        byte[] before = Files.readAllBytes(log);
        for (Path export : List.of(file, copies, zipped(file, log))) {
            assertThat(Collected.recognises(READER, export)).isTrue();
            assertThat(Collected.from(READER, export).golden())
                    .isEqualTo(Fixture.text("imessage/golden_db.txt"));
        }
        assertThat(Files.readAllBytes(log)).isEqualTo(before);
        assertThat(copies.toFile().list()).containsExactlyInAnyOrder("chat.db", "chat.db-wal");
    }

    @Test
    void otherDatabasesAreRefused() throws SQLException {
        Path file = folder.resolve("chat.db");
        try (Connection connection = ChatDb.connect(file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE message (text, is_from_me, date, handle_id)");
            statement.execute("CREATE VIEW handle AS SELECT 1 AS id");
        }
        assertThat(Collected.recognises(READER, file)).isFalse();
        assertThat(refusal(READER, file).problem()).contains("no database of Messages");
        assertThat(refusal(READER, TEXT).problem()).contains("no database of Messages");
    }

    @Test
    void aSmallSchemaIsEnough() throws SQLException {
        Path file = folder.resolve("chat.db");
        try (Connection connection = ChatDb.connect(file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE handle (id TEXT)");
            statement.execute("CREATE TABLE message (text, is_from_me, date, handle_id)");
            statement.execute("INSERT INTO handle VALUES ('+15550001')");
            statement.execute("INSERT INTO message VALUES ('hi', 0, 400000000, 1)");
            statement.execute("INSERT INTO message VALUES ('ho', 1, 400000001, 1)");
        }
        Collected read = Collected.from(READER, file);
        assertThat(read.messages)
                .extracting(m -> m.channel().title() + " " + m.sender().id() + " " + m.text())
                .containsExactly("+15550001 +15550001 hi", "+15550001 owner-of-+15550001 ho");
        assertThat(read.rejected).isEmpty();
    }

    @Test
    void textIsReadAsTheGoldenFileSays() {
        assertThat(Collected.recognises(TEXT_READER, TEXT)).isTrue();
        Collected read = Collected.from(TEXT_READER, TEXT);
        assertThat(read.golden()).isEqualTo(Fixture.text("imessage/golden_text.txt"));
        assertThat(read.position).isEqualTo(TEXT.toFile().length());
        assertThat(Collected.recognises(READER, TEXT)).isFalse();
    }

    @Test
    void textWithoutTimesIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "Ann\nhello\n");
        assertThat(Collected.recognises(TEXT_READER, file)).isFalse();
        assertThat(refusal(TEXT_READER, file).problem()).contains("no text of imessage-exporter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imessage/langchain_imessage_chat.db",
                "imessage/langchain_imessage_chat_upgrade_osx_11.db"
            })
    void theSamplesGiveTheOwnersLinesToTheOwner(String name) {
        Collected read = Collected.from(READER, Fixture.sample(name));
        assertThat(read.messages).hasSizeGreaterThan(15);
        assertThat(read.rejected).isEmpty();
        assertThat(read.messages)
                .filteredOn(m -> m.senderName().equals("Ann"))
                .isNotEmpty()
                .allMatch(m -> m.sender().id().equals("+16478889999"));
        assertThat(read.messages)
                .filteredOn(m -> !m.senderName().equals("Ann"))
                .isNotEmpty()
                .extracting(Message::senderName)
                .allMatch(sender -> sender.matches("test(email)?@gmail\\.com"));
        assertThat(read.messages)
                .extracting(Message::channel)
                .containsOnly(read.messages.getFirst().channel());
    }
}
