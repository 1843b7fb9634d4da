package dev.understudy.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Utf8PiecesTest {
    private static String inPieces(byte[] bytes, List<Integer> lengths) {
        Utf8Pieces pieces = new Utf8Pieces();
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int length : lengths) {
            int end = Math.min(bytes.length, at + length);
            text.append(pieces.add(Arrays.copyOfRange(bytes, at, end)));
            at = end;
        }
        text.append(pieces.add(Arrays.copyOfRange(bytes, at, bytes.length)));
        return text.append(pieces.finish()).toString();
    }

    @Property(tries = 300)
    void giveWhatDecodingAtOnceGives(
            @ForAll byte[] bytes,
            @ForAll @Size(max = 20) List<@IntRange(max = 5) Integer> lengths) {
        assertThat(inPieces(bytes, lengths)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void giveTextBackHoweverItIsCut(
            @ForAll int @Size(max = 12) [] characters,
            @ForAll @Size(max = 20) List<@IntRange(max = 5) Integer> lengths) {
        StringBuilder text = new StringBuilder();
        for (int character : characters) {
            int scalar = Math.floorMod(character, 0x110000);
            text.appendCodePoint(scalar >= 0xD800 && scalar < 0xE000 ? 'x' : scalar);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(inPieces(bytes, lengths)).isEqualTo(text.toString());
    }

    @Test
    void waitForTheLastByteOfACharacter() {
        byte[] cat = "🐈!".getBytes(StandardCharsets.UTF_8);
        Utf8Pieces pieces = new Utf8Pieces();
        assertThat(pieces.add(Arrays.copyOf(cat, 3))).isEmpty();
        assertThat(pieces.add(Arrays.copyOfRange(cat, 3, 5))).isEqualTo("🐈!");
        assertThat(pieces.add(Arrays.copyOf(cat, 2))).isEmpty();
        assertThat(pieces.finish()).isEqualTo("\uFFFD");
    }
}
