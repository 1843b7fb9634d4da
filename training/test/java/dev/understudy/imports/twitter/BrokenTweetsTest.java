package dev.understudy.imports.twitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Message;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/// Whatever is done to files of tweets: no crash, no hang, and no tweet that they do not hold.
class BrokenTweetsTest {
    private static final String JS = "twitter/archive/data/tweets.js";
    private static final String CSV = "twitter/bob.csv";
    private static final TwitterReader READER = new TwitterReader(Optional.empty());
    private static final TwitterCsvReader TABLE = new TwitterCsvReader(Optional.empty());
    private static final Path FILE = newFile();

    private static Path newFile() {
        try {
            Path file = Files.createTempFile("broken", ".js");
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
            reader.recognises(Collected.export(FILE));
            reader.read(Collected.export(FILE), collected);
        } catch (UserError damaged) {
            assertThat(damaged.problem()).contains(FILE.toString()).doesNotContain("\n");
        }
        return collected;
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(Fixture.file(name));
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
    void tweetsCutAtAnyByteGiveTheWholeOnes() throws IOException {
        byte[] whole = fixture(JS);
        List<Message> all = read(READER, whole).messages;
        for (int length = 1; length < whole.length; length++) {
            List<Message> cut = read(READER, Arrays.copyOf(whole, length)).messages;
            assertThat(cut).isEqualTo(all.subList(0, cut.size()));
        }
    }

    @Property(tries = 300, seed = "2026")
    void changedBytesNeverCrashAReader(@ForAll long seed, @ForAll("fractions") double share)
            throws IOException {
        read(READER, changed(fixture(JS), seed, share));
        read(TABLE, changed(fixture(CSV), seed, share));
    }

    @Property(tries = 300, seed = "2026")
    void randomBytesNeverCrashAReader(@ForAll byte[] bytes) throws IOException {
        assertThat(read(READER, bytes).messages).isEmpty();
        assertThat(read(TABLE, bytes).messages).isEmpty();
    }

    @Property(tries = 400, seed = "2026")
    void anyPiecesNeverCrashAReader(@ForAll("pieces") String pieces) throws IOException {
        read(READER, ("window.YTD.tweets.part0 = [{" + pieces).getBytes(UTF_8));
        read(READER, ("[{" + pieces).getBytes(UTF_8));
        read(TABLE, ("id,text,date,isRetweet\n" + pieces).getBytes(UTF_8));
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
                        "\n",
                        "\"",
                        "\"tweet\":",
                        "\"tweet\":{",
                        "\"id\":",
                        "\"id_str\":\"9999999999999999999\",",
                        "\"full_text\":\"x\",",
                        "\"entities\":{",
                        "\"entities\":7,",
                        "\"urls\":[",
                        "\"media\":[5,",
                        "\"url\":\"\"",
                        "\"created_at\":\"x\"",
                        "9999999999999999999",
                        "1e999",
                        "null",
                        "\u0000")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }
}
