package dev.understudy.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Message;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.plain.PlainReader;
import dev.understudy.imports.telegram.TelegramReader;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is done to a file: no crash, no hang, and no message that the whole file does not hold.
class BrokenExportTest {
    private static final TelegramReader TELEGRAM = new TelegramReader(ZoneOffset.UTC);
    private static final PlainReader TRANSCRIPT = new PlainReader();
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

    /// What `reader` finds in `bytes`, up to a UserError if need be; any other error fails.
    private static Collected read(ExportReader reader, byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        Collected collected = new Collected();
        try {
            reader.read(Collected.export(FILE), collected);
        } catch (UserError damaged) {
            assertThat(damaged.problem()).contains(FILE.toString()).doesNotContain("\n");
        }
        Collected.recognises(reader, FILE);
        return collected;
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(Fixture.file(name));
    }

    @Property(tries = 400, seed = "2026")
    void aTelegramExportCutAnywhereGivesItsWholeMessages(@ForAll("fractions") double where)
            throws IOException {
        byte[] whole = fixture("telegram/result.json");
        List<Message> all = read(TELEGRAM, whole).messages;
        List<Message> before =
                read(TELEGRAM, Arrays.copyOf(whole, (int) (whole.length * where))).messages;
        assertThat(before).isEqualTo(all.subList(0, before.size()));
    }

    @Property(tries = 150, seed = "2026")
    void aTranscriptCutAnywhereGivesItsWholeMessages(@ForAll("fractions") double where)
            throws IOException {
        byte[] whole = fixture("plain/club.txt");
        List<String> all = read(TRANSCRIPT, whole).texts();
        List<String> before =
                read(TRANSCRIPT, Arrays.copyOf(whole, (int) (whole.length * where))).texts();
        int sure = Math.max(0, before.size() - 1); // the last one may be a part
        assertThat(before.subList(0, sure)).isEqualTo(all.subList(0, sure));
    }

    @Property(tries = 250, seed = "2026")
    void changedBytesNeverCrashAReader(@ForAll long seed, @ForAll("fractions") double share)
            throws IOException {
        Random random = new Random(seed);
        byte[] bytes = fixture("telegram/result.json");
        for (int i = 0; i < 1 + share * 50; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        read(TELEGRAM, bytes);
        read(TRANSCRIPT, bytes);
    }

    @Property(tries = 250, seed = "2026")
    void randomBytesNeverCrashAReader(@ForAll byte[] bytes) throws IOException {
        assertThat(read(TELEGRAM, bytes).messages).isEmpty();
        read(TRANSCRIPT, bytes);
    }

    @Property(tries = 250, seed = "2026")
    void anyPiecesOfAnExportNeverCrashAReader(@ForAll("pieces") String json) throws IOException {
        read(TELEGRAM, json.getBytes(StandardCharsets.UTF_8));
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
                        ":",
                        "\"",
                        "\n",
                        "\"messages\":[",
                        "\"chats\":{",
                        "\"list\":[",
                        "\"id\":",
                        "\"id\":{",
                        "\"text\":[",
                        "\"text\":",
                        "\"date_unixtime\":\"1\"",
                        "\"date\":\"x\"",
                        "\"from\":\"A\"",
                        "\"from_id\":",
                        "null",
                        "true",
                        "-1",
                        "1e999",
                        "99999999999999999999",
                        "\"type\":\"message\"",
                        "\"edited\":[{}]",
                        "\\x0",
                        "\\",
                        "\u0000")
                .list()
                .ofMaxSize(30)
                .map(pieces -> "{" + String.join("", pieces));
    }
}
