package dev.understudy.imports.imessage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.imports.Fixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedStreamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 255, 256, 65_535, 65_536, 70_000})
    void readsTextsOfAnyLength(int length) {
        String text = "x".repeat(length);
        assertThat(TypedStream.text(ChatDb.stream(text))).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A \uD83C\uDD84 B after", "請熄燈 after", "no + after \u0001+", "NSString"})
    void bytesThatLookLikeTheFormatAreText(String text) {
        assertThat(TypedStream.text(ChatDb.stream(text))).contains(text);
    }

    @Test
    void aLengthThatIsWrongFallsBackToTheEndOfTheText() {
        byte[] blob = ChatDb.stream("sixteen letters!");
        int at = new String(blob, StandardCharsets.ISO_8859_1).indexOf("sixteen");
        blob[at - 1] = 0x7F;
        assertThat(TypedStream.text(blob)).contains("sixteen letters!");
    }

    @Test
    void otherBlobsHaveNoText() {
        assertThat(TypedStream.text(new byte[0])).isEmpty();
        assertThat(TypedStream.text("NSString".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(TypedStream.lastText(new byte[] {1, 2, 3})).isEmpty();
    }

    @Property(tries = 300, seed = "2026")
    void anyTextComesBack(@ForAll @NotBlank @StringLength(max = 400) String text) {
        String valid = text.replaceAll("[\\x{D800}-\\x{DFFF}]", "");
        assertThat(TypedStream.text(ChatDb.stream(valid))).contains(valid);
    }

    @Property(tries = 1000, seed = "2026")
    void changedAndCutBlobsNeverCrash(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] blob = ChatDb.stream("some words 請熄燈");
        byte[] cut = Arrays.copyOf(blob, random.nextInt(blob.length + 1));
        for (int i = 0; i < 3 && cut.length > 0; i++) {
            cut[random.nextInt(cut.length)] = (byte) random.nextInt(256);
        }
        assertThat(TypedStream.text(cut)).isNotNull();
        assertThat(TypedStream.lastText(cut)).isNotNull();
    }

    @Example
    void aLengthBeyondTheEndIsNoText() {
        byte[] blob = ChatDb.stream("ab");
        int at = new String(blob, StandardCharsets.ISO_8859_1).indexOf("+") + 1;
        byte[] cut = Arrays.copyOf(blob, at + 2);
        assertThat(TypedStream.text(cut)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"127, y", "128, z", "300, x", "70000, w"})
    void theSamplesDecodeExactly(int length, String letter) throws IOException {
        byte[] blob =
                Files.readAllBytes(
                        Fixture.sample("imessage/handmade_typedstream_len" + length + ".bin"));
        String text = TypedStream.text(blob).orElseThrow();
        assertThat(text).startsWith(letter.repeat(3)).doesNotContain("\uFFFD");
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(length);
    }

    @ParameterizedTest
    @CsvSource({"U+1F184, A \uD83C\uDD84 B after", "U+7184, 请熄火 after"})
    void theSamplesWithTheEndsBytesDecodeExactly(String name, String text) throws IOException {
        byte[] blob =
                Files.readAllBytes(
                        Fixture.sample(
                                "imessage/handmade_typedstream_endpattern_" + name + ".bin"));
        assertThat(TypedStream.text(blob)).contains(text);
    }
}
