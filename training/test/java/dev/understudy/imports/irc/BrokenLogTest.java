package dev.understudy.imports.irc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is done to a log: no crash, no hang, and whole lines before the damage kept.
class BrokenLogTest {
    private static final IrcReader READER = new IrcReader(ZoneOffset.UTC);
    private static final Path FILE = newFile();

    private static Path newFile() {
        try {
            Path file = Files.createTempFile("broken", "-2026-01-31.log");
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

    private static byte[] fixture() throws IOException {
        return Files.readAllBytes(Fixture.file("irc").resolve("#club.log"));
    }

    @Example
    void aLogCutAtAnyByteGivesItsWholeLines() throws IOException {
        byte[] whole = fixture();
        List<String> all = read(whole).texts();
        for (int length = 1; length < whole.length; length++) {
            List<String> cut = read(Arrays.copyOf(whole, length)).texts();
            int sure = Math.max(0, cut.size() - 1); // the last one may be a part
            assertThat(cut.subList(0, sure)).isEqualTo(all.subList(0, sure));
        }
    }

    @Property(tries = 300, seed = "2026")
    void changedBytesNeverCrashIt(@ForAll long seed, @ForAll("fractions") double share)
            throws IOException {
        Random random = new Random(seed);
        byte[] bytes = fixture();
        for (int i = 0; i < 1 + share * 50; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        read(bytes);
    }

    @Property(tries = 300, seed = "2026")
    void randomBytesNeverCrashIt(@ForAll byte[] bytes) throws IOException {
        assertThat(read(bytes).messages).isEmpty();
    }

    @Property(tries = 500, seed = "2026")
    void anyPiecesOfALogNeverCrashIt(@ForAll("pieces") String log) throws IOException {
        read(log.getBytes(UTF_8));
    }

    @Example
    void aLineLongerThanAnyMessageIsRejectedAlone() throws IOException {
        String line = "[10:00] <ann> ";
        Collected read =
                read((line + "x".repeat(9_000_000) + "\n" + line + "yes\n").getBytes(UTF_8));
        assertThat(read.texts()).containsExactly("yes");
        assertThat(read.rejected).singleElement().asString().contains(":1 a message longer");
    }

    @Provide
    Arbitrary<Double> fractions() {
        return Arbitraries.doubles().between(0, 1);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "\n",
                        "\t",
                        " ",
                        "23:59",
                        "[99:99]",
                        "[10:00] ",
                        "9999-99-99 10:00:00\t",
                        "2026-01-02T22:58:00.123456Z\t",
                        "2026-01-02T22:58:00+99:99 ",
                        "Feb 31 10:00:00 <a> x",
                        "<ann> ",
                        "< >",
                        "* ",
                        "-!- ",
                        "=== ",
                        "bob is now known as ",
                        "ann",
                        "--- Day changed ",
                        "--- Log opened Fri Feb 30 10:00:00 2026",
                        "0000-00-00",
                        "\u0003",
                        "\u0000")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }
}
