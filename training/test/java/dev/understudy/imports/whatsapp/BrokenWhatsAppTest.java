package dev.understudy.imports.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is done to an export: no crash, no hang, and no message that the whole does not hold.
class BrokenWhatsAppTest {
    private static final WhatsAppReader READER =
            new WhatsAppReader(ZoneId.of("Europe/Berlin"), Optional.of(DateOrder.MDY));
    private static final List<String> EXPORTS =
            List.of("WhatsApp Chat with Plan B.txt", "WhatsApp Chat - Plan B/_chat.txt");
    private static final Path FILE = newFile();

    private static Path newFile() {
        try {
            Path file = Files.createTempFile("broken", ".txt");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    /// What is found in `bytes`, up to a UserError if need be; any other error fails.
    private static Collected read(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        Collected collected = new Collected();
        try {
            READER.read(Collected.export(FILE), collected);
        } catch (UserError damaged) {
            assertThat(damaged.problem()).contains(FILE.toString()).doesNotContain("\n");
        }
        Collected.recognises(READER, FILE);
        return collected;
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(Fixture.file("whatsapp/" + name));
    }

    @Property(tries = 300, seed = "2026")
    void anExportCutAnywhereGivesItsWholeMessages(
            @ForAll boolean iphone, @ForAll("fractions") double where) throws IOException {
        byte[] whole = iphone ? fixture(EXPORTS.getLast()) : longChat();
        List<String> all = read(whole).texts();
        List<String> before = read(Arrays.copyOf(whole, (int) (whole.length * where))).texts();
        int sure = Math.max(0, before.size() - 1); // the last one may be a part
        assertThat(before.subList(0, sure)).isEqualTo(all.subList(0, sure));
        assertThat(all).hasSizeGreaterThan(10);
    }

    private static byte[] longChat() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append(
                    "1/%d/23, 9:15\u202FPM - Zoë: %d ☺\n\nmore - of: it\n".formatted(i / 2 + 1, i));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 200, seed = "2026")
    void changedBytesNeverCrashTheReader(
            @ForAll("exports") String name, @ForAll long seed, @ForAll("fractions") double share)
            throws IOException {
        Random random = new Random(seed);
        byte[] bytes = fixture(name);
        for (int i = 0; i < 1 + share * 50; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextInt(95) + 32);
        }
        read(bytes);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        read(bytes);
    }

    @Property(tries = 200, seed = "2026")
    void randomBytesNeverCrashTheReader(@ForAll byte[] bytes) throws IOException {
        assertThat(read(bytes).messages).isEmpty();
    }

    @Property(tries = 400, seed = "2026")
    void anyPiecesOfAnExportNeverCrashTheReader(@ForAll("pieces") String text) throws IOException {
        read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> exports() {
        return Arbitraries.of(EXPORTS);
    }

    @Provide
    Arbitrary<Double> fractions() {
        return Arbitraries.doubles().between(0, 1);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "1/5/23, 9:15\u202FPM - ",
                        "[14.08.2024, 21:01:00] ",
                        "\u200E[14.08.2024, 21:01:00] ",
                        "99/99/9999, 99:99 - ",
                        "0/0/0, 0:00 - ",
                        "13/13/13, 13:13 - ",
                        "2024. 7. 9. 오후 2:28, ",
                        "1/1/9999, 00:00 - ",
                        "1/1/0000, 00:00 - ",
                        "Ann: ",
                        "Ann:",
                        ": ",
                        ":::::: ",
                        "~ ",
                        "\"",
                        "\n",
                        "\r\n",
                        "\r",
                        "\u2028",
                        "\u0000",
                        "\uFEFF",
                        "\u200E",
                        "@\u2068x\u2069",
                        "<Media omitted>",
                        "<attached: 1.jpg>",
                        " <This message was edited>",
                        "x".repeat(300),
                        "OPTION: a (1 votes)\n".repeat(2),
                        "POLL:\n")
                .list()
                .ofMaxSize(40)
                .map(pieces -> String.join("", pieces));
    }
}
