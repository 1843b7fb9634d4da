package dev.understudy.imports.imessage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Message;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.files.Export;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is done to databases and texts of iMessage: no crash, no hang.
class BrokenMessagesTest {
    private static final String TEXT = "imessage/Ann, +15550001.txt";
    private static final MessagesReader READER = new MessagesReader(Optional.empty());
    private static final ExporterReader TEXT_READER =
            new ExporterReader(ZoneOffset.UTC, Optional.empty());
    private static final Path FILE = newFile();
    private static final byte[] WHOLE = database();

    private static Path newFile() {
        try {
            Path file = Files.createTempFile("broken", ".db");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static byte[] database() {
        try {
            return Files.readAllBytes(ChatDb.create(FILE));
        } catch (IOException | SQLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] text() throws IOException {
        return Files.readAllBytes(Fixture.file(TEXT));
    }

    /// What `reader` finds in `bytes`, up to a UserError if need be; any other error fails.
    private static Collected read(ExportReader reader, byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        Collected collected = new Collected();
        try (Export export = Export.open(FILE)) {
            reader.recognises(export);
            reader.read(export, collected);
        } catch (UserError damaged) {
            assertThat(damaged.problem()).contains(FILE.toString()).doesNotContain("\n");
        }
        return collected;
    }

    private static byte[] changed(byte[] whole, long seed) {
        Random random = new Random(seed);
        byte[] bytes = whole.clone();
        for (int i = 0; i < 1 + random.nextInt(80); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Property(tries = 300, seed = "2026")
    void aDatabaseCutAnywhereNeverCrashesItsReader(@ForAll("fractions") double where)
            throws IOException {
        byte[] cut = Arrays.copyOf(WHOLE, (int) ((WHOLE.length - 1) * where));
        List<Message> all = read(READER, WHOLE).messages;
        List<Message> found = read(READER, cut).messages;
        assertThat(all).containsAll(found);
    }

    @Property(tries = 500, seed = "2026")
    void changedBytesNeverCrashAReader(@ForAll long seed) throws IOException {
        read(READER, changed(WHOLE, seed));
        read(TEXT_READER, changed(text(), seed));
    }

    @Property(tries = 300, seed = "2026")
    void randomBytesNeverCrashAReader(@ForAll byte[] bytes) throws IOException {
        byte[] magic = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
        byte[] like = Arrays.copyOf(magic, magic.length + bytes.length);
        System.arraycopy(bytes, 0, like, magic.length, bytes.length);
        assertThat(read(READER, bytes).messages).isEmpty();
        assertThat(read(READER, like).messages).isEmpty();
        assertThat(read(TEXT_READER, bytes).messages).isEmpty();
    }

    @Example
    void textCutAtAnyByteNeverCrashesItsReader() throws IOException {
        byte[] whole = text();
        int all = read(TEXT_READER, whole).messages.size();
        for (int length = 1; length < whole.length; length++) {
            assertThat(read(TEXT_READER, Arrays.copyOf(whole, length)).messages)
                    .hasSizeLessThanOrEqualTo(all + 1);
        }
    }

    @Property(tries = 400, seed = "2026")
    void anyPiecesOfATextNeverCrashItsReader(@ForAll("pieces") String text) throws IOException {
        read(TEXT_READER, text.getBytes(UTF_8));
    }

    @Example
    void absurdValuesInRowsAreRejectedOneByOne() throws SQLException, IOException {
        Files.write(FILE, WHOLE);
        try (Connection connection = ChatDb.connect(FILE);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE message SET date = 9223372036854775807 WHERE ROWID = 1");
            statement.execute("UPDATE message SET date = 99999999999 WHERE ROWID = 2");
            statement.execute("UPDATE message SET date = 'never' WHERE ROWID = 3");
            statement.execute("UPDATE message SET guid = printf('%.2000c', 'x') WHERE ROWID = 4");
            statement.execute(
                    "UPDATE message SET text = printf('%.*c', 1000001, 'x') WHERE ROWID = 5");
            statement.execute(
                    "UPDATE message SET attributedBody = zeroblob(5000000) WHERE ROWID = 6");
        }
        Collected read = read(READER, Files.readAllBytes(FILE));
        assertThat(read.messages).hasSizeGreaterThan(5);
        assertThat(read.texts()).contains("in the group", "answer");
        assertThat(read.rejected.toString())
                .contains(":3 a message without a date")
                .contains(":4 an id or name longer")
                .contains(":5 a message longer than");
    }

    @Example
    void aTextOfAMillionLinesIsRejectedAlone() throws IOException {
        String head = "May 17, 2022  5:29:42 PM\nAnn\n";
        String text = head + "no\n".repeat(1_000_000) + "\n" + head + "yes\n";
        Collected read = read(TEXT_READER, text.getBytes(UTF_8));
        assertThat(read.texts()).containsExactly("yes");
        assertThat(read.rejected).singleElement().asString().contains(":1 ").contains("longer");
    }

    @Example
    void otherEncodingsGiveNothing() throws IOException {
        String text = new String(text(), UTF_8);
        assertThat(read(TEXT_READER, text.getBytes(StandardCharsets.UTF_16)).messages).isEmpty();
    }

    @Provide
    Arbitrary<Double> fractions() {
        return Arbitraries.doubles().between(0, 1);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "May 17, 2022  5:29:42 PM",
                        "Mai 77, 2022 55:29:42 PM",
                        " (Read by you after 1 second)",
                        " You renamed the conversation to X",
                        "\n",
                        "\n\n",
                        "Me",
                        "    ",
                        "Tapbacks:\nLoved by Ann",
                        "Edited 5 seconds later: x",
                        "Sent with Slam",
                        "attachments/x.jpg",
                        "\u0000",
                        "\u2028",
                        "words")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }
}
