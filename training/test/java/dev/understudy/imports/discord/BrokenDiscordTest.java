package dev.understudy.imports.discord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Message;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.files.Export;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is done to Discord's exports: no crash, no hang, and no message that they do not hold.
class BrokenDiscordTest {
    private static final String CSV =
            "discord/Club - Text - general [123456789012345678] [part 2].csv";
    private static final DiscordJsonReader JSON_READER = new DiscordJsonReader();
    private static final DiscordCsvReader CSV_READER = new DiscordCsvReader(ZoneOffset.UTC);
    private static final DiscordPackageReader PACKAGE_READER = new DiscordPackageReader();
    private static final Path FILE = newFile();

    private static Path newFile() {
        try {
            Path file = Files.createTempFile("broken", ".json");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(Fixture.file(name));
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
            collected.damage = damaged.problem();
        }
        return collected;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> packageFiles() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (String name :
                List.of(
                        "Account/user.json",
                        "Messages/index.json",
                        "Messages/c123/channel.json",
                        "Messages/c123/messages.json",
                        "Messages/c124/channel.json",
                        "Messages/c124/messages.csv")) {
            files.put(name, fixture("discord/package/" + name));
        }
        return files;
    }

    private static byte[] changed(byte[] whole, long seed, double share) {
        Random random = new Random(seed);
        byte[] bytes = whole.clone();
        for (int i = 0; i < 1 + share * 50; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Example
    void jsonCutAtAnyByteGivesItsWholeMessagesAndAWarning() throws IOException {
        byte[] whole = fixture("discord/export.json");
        List<Message> all = read(JSON_READER, whole).messages;
        int start = new String(whole, UTF_8).indexOf("\"messages\"") + 20;
        for (int length = 1; length < whole.length - 2; length++) {
            Collected cut = read(JSON_READER, Arrays.copyOf(whole, length));
            assertThat(cut.messages).isEqualTo(all.subList(0, cut.messages.size()));
            if (length > start) {
                assertThat(cut.damage).contains("whole messages before that");
            }
        }
    }

    @Example
    void csvCutAtAnyByteGivesItsWholeMessages() throws IOException {
        byte[] whole = fixture(CSV);
        List<Message> all = read(CSV_READER, whole).messages;
        for (int length = 1; length < whole.length; length++) {
            List<Message> cut = read(CSV_READER, Arrays.copyOf(whole, length)).messages;
            assertThat(cut).isEqualTo(all.subList(0, cut.size()));
        }
    }

    @Property(tries = 200, seed = "2026")
    void aPackageCutAnywhereGivesNothing(@ForAll("fractions") double where) throws IOException {
        byte[] whole = zip(packageFiles());
        byte[] cut = Arrays.copyOf(whole, (int) ((whole.length - 1) * where));
        assertThat(read(PACKAGE_READER, cut).messages).isEmpty();
    }

    @Property(tries = 300, seed = "2026")
    void changedBytesNeverCrashAReader(@ForAll long seed, @ForAll("fractions") double share)
            throws IOException {
        read(JSON_READER, changed(fixture("discord/export.json"), seed, share));
        read(CSV_READER, changed(fixture(CSV), seed, share));
        read(PACKAGE_READER, changed(zip(packageFiles()), seed, share));
    }

    @Property(tries = 300, seed = "2026")
    void changedFilesInAPackageNeverCrashItsReader(
            @ForAll long seed, @ForAll("fractions") double share) throws IOException {
        Map<String, byte[]> files = packageFiles();
        files.replaceAll((name, bytes) -> changed(bytes, seed + name.length(), share));
        read(PACKAGE_READER, zip(files));
    }

    @Property(tries = 300, seed = "2026")
    void randomBytesNeverCrashAReader(@ForAll byte[] bytes) throws IOException {
        assertThat(read(JSON_READER, bytes).messages).isEmpty();
        assertThat(read(CSV_READER, bytes).messages).isEmpty();
        assertThat(read(PACKAGE_READER, bytes).messages).isEmpty();
    }

    @Property(tries = 400, seed = "2026")
    void anyPiecesOfAnExportNeverCrashAReader(@ForAll("pieces") String json) throws IOException {
        read(JSON_READER, json.getBytes(UTF_8));
        Map<String, byte[]> files = packageFiles();
        files.put("Account/user.json", json.getBytes(UTF_8));
        files.put("Messages/c123/messages.json", ("[" + json).getBytes(UTF_8));
        read(PACKAGE_READER, zip(files));
    }

    @Example
    void otherEncodingsAreRefusedOrReadAsTheyAre() throws IOException {
        String text = new String(fixture(CSV), UTF_8);
        assertThat(read(CSV_READER, text.getBytes(StandardCharsets.UTF_16)).messages).isEmpty();
        String json = new String(fixture("discord/export.json"), UTF_8);
        assertThat(read(JSON_READER, json.getBytes(StandardCharsets.UTF_16BE)).texts())
                .isEqualTo(read(JSON_READER, json.getBytes(UTF_8)).texts());
    }

    @Example
    void aMessageOfAMillionLinesIsRejectedAlone() throws IOException {
        String header = "AuthorID,Author,Date,Content,Attachments,Reactions\n";
        String row = "\"1\",\"a\",\"2026-01-01T00:00:00Z\",\"%s\",\"\",\"\"\n";
        String lines = "no\n".repeat(1_000_000);
        Collected read =
                read(
                        CSV_READER,
                        (header + row.formatted(lines) + row.formatted("yes")).getBytes(UTF_8));
        assertThat(read.texts()).containsExactly("yes");
        assertThat(read.rejected).singleElement().asString().contains(":2 ").contains("longer");
    }

    @Provide
    Arbitrary<Double> fractions() {
        return Arbitraries.doubles().between(0, 1);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "\"guild\":{},",
                        "\"channel\":{\"id\":\"7\"},",
                        "\"messages\":[",
                        "\"id\":",
                        "\"ID\":",
                        "\"Contents\":",
                        "\"author\":{",
                        "\"author\":[",
                        "\"mentions\":[5,",
                        "\"reference\":{",
                        "\"relationships\":[{\"user\":{",
                        "\"timestamp\":\"x\",",
                        "\"Timestamp\":",
                        "\"type\":8",
                        "null",
                        "1e999",
                        "99999999999999999999",
                        "\"<t:999999999999:R><@1>\"",
                        "\\x0",
                        "\u0000")
                .list()
                .ofMaxSize(30)
                .map(pieces -> "{" + String.join("", pieces));
    }
}
