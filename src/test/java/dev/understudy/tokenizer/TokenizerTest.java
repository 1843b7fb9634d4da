package dev.understudy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {
    /// Bytes, three merges, and the end of text: ids 0 to 255, 256 to 258, 259.
    private static final Vocabulary SMALL =
            vocabulary(List.of("he", "ll", "hell"), List.of("h e", "l l", "he ll"));

    private static final Tokenizer TOKENIZER = Tokenizer.of(SMALL);

    static Vocabulary vocabulary(List<String> learned, List<String> merges) {
        List<String> tokens = new ArrayList<>();
        for (char symbol : ByteAlphabet.ordered()) {
            tokens.add(String.valueOf(symbol));
        }
        tokens.addAll(learned);
        tokens.add(Tokenizer.END_OF_TEXT);
        return new Vocabulary(tokens, merges);
    }

    @Test
    void appliesMergesInTheirOrder() {
        assertThat(TOKENIZER.encode("hello")).containsExactly(258, 'o' - '!');
        assertThat(TOKENIZER.encode(" hell")).containsExactly(220, 258);
        assertThat(TOKENIZER.encode("")).isEmpty();
        assertThat(TOKENIZER.vocabularySize()).isEqualTo(260);
        assertThat(TOKENIZER.endOfText()).isEqualTo(259);
    }

    @Property(tries = 1000)
    void decodesToWhatWasEncoded(@ForAll("texts") String text) {
        int[] ids = TOKENIZER.encode(text);
        assertThat(TOKENIZER.decode(ids)).isEqualTo(text);
        assertThat(ids).doesNotContain(TOKENIZER.endOfText());
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> anything =
                Arbitraries.integers()
                        .between(0, 0x10FFFF)
                        .filter(c -> c < 0xD800 || c > 0xDFFF)
                        .map(Character::toString);
        Arbitrary<String> traps =
                Arbitraries.of(
                        "<|endoftext|>",
                        "\n\n",
                        " ",
                        "\t ",
                        "\u0000",
                        "hello",
                        "👩‍🚀",
                        "\u2028",
                        "\u00A0",
                        "\u0085",
                        "e\u0301",
                        "\uFEFF",
                        "\uFFFF",
                        "Ġ",
                        "\uD83D\uDE00");
        return Arbitraries.oneOf(anything, traps, Arbitraries.strings().ascii().ofMaxLength(5))
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
    }

    @Test
    void typedEndOfTextIsPlainText() {
        int[] ids = TOKENIZER.encode("a<|endoftext|>b");
        assertThat(ids).hasSize(15).doesNotContain(TOKENIZER.endOfText());
        assertThat(TOKENIZER.decode(ids)).isEqualTo("a<|endoftext|>b");
        assertThat(TOKENIZER.decode(TOKENIZER.endOfText())).isEqualTo("<|endoftext|>");
    }

    @Test
    void readsHalfASurrogatePairAsTheReplacementCharacter() {
        assertThat(TOKENIZER.decode(TOKENIZER.encode("x\uD83Dy\uDE00")))
                .isEqualTo("x\uFFFDy\uFFFD");
        List<int[]> batch = TOKENIZER.encodeAll(List.of("\uD83D", "\uD83D\uDE00"));
        assertThat(TOKENIZER.decode(batch.get(0))).isEqualTo("\uFFFD");
        assertThat(TOKENIZER.decode(batch.get(1))).isEqualTo("\uD83D\uDE00");
    }

    @Test
    void oneEmojiMayArriveInFourTokens() {
        byte[] cat = "🐈".getBytes(StandardCharsets.UTF_8);
        int[] ids = TOKENIZER.encode("🐈");
        assertThat(ids).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(TOKENIZER.bytes(ids[i])).containsExactly(cat[i]);
        }
        assertThat(TOKENIZER.decode(ids[0], ids[1])).isEqualTo("\uFFFD");
        assertThat(TOKENIZER.decode(ids)).isEqualTo("🐈");
    }

    @Test
    void batchesGiveTheSameIdsAsSingleTexts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            texts.add("hello number " + i + " " + "hell ".repeat(i % 90));
        }
        texts.add("");
        List<int[]> batch = TOKENIZER.encodeAll(texts);
        assertThat(batch).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(batch.get(i)).containsExactly(TOKENIZER.encode(texts.get(i)));
        }
        assertThat(TOKENIZER.encodeAll(List.of())).isEmpty();
    }

    @Test
    void servesManyThreadsAtOnce() {
        List<String> texts = IntStream.range(0, 400).mapToObj(i -> "hello " + i + " hell").toList();
        List<int[]> together = texts.parallelStream().map(TOKENIZER::encode).toList();
        for (int i = 0; i < texts.size(); i++) {
            assertThat(TOKENIZER.decode(together.get(i))).isEqualTo(texts.get(i));
        }
    }

    @Test
    void neverCutsALongText() {
        assertThat(TOKENIZER.encode("o ".repeat(5000))).hasSize(10_000);
    }

    @Test
    void refusesIdsOutsideTheVocabulary() {
        assertThatThrownBy(() -> TOKENIZER.decode(0, 260))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token 260 is outside the vocabulary of 260");
        assertThatThrownBy(() -> TOKENIZER.bytes(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void savesWhatItLoaded(@TempDir Path folder) throws IOException {
        TOKENIZER.saveTo(folder);
        Path file = folder.resolve("tokenizer.json");
        String first = Files.readString(file);
        try (Tokenizer loaded = Tokenizer.load(folder)) {
            assertThat(loaded.encode("hello hell")).isEqualTo(TOKENIZER.encode("hello hell"));
            loaded.saveTo(folder);
        }
        assertThat(Files.readString(file)).isEqualTo(first).isEqualTo(SMALL.toJson());
        assertThat(folder).isDirectoryContaining("glob:**tokenizer.json");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @ParameterizedTest
    @CsvSource({"vocab.json,merges.txt", "encoder.json,vocab.bpe"})
    void composesATokenizerFromTheTwoFiles(String vocabulary, String merges, @TempDir Path folder)
            throws IOException {
        String json = SMALL.toJson();
        int start = json.indexOf("{", json.indexOf("\"vocab\""));
        Files.writeString(
                folder.resolve(vocabulary),
                json.substring(start, json.indexOf("},\"merges", start) + 1));
        Files.writeString(folder.resolve(merges), "#version: 0.2\nh e\nl l\nhe ll\n\n");
        try (Tokenizer composed = Tokenizer.load(folder)) {
            assertThat(composed.encode("hello")).isEqualTo(TOKENIZER.encode("hello"));
            assertThat(composed.endOfText()).isEqualTo(259);
        }
        Files.writeString(folder.resolve(merges), "#version: 0.2\nh e\nhe l l\n");
        assertThat(problem(folder)).contains(merges + ":3: a merge is two tokens");
        Files.writeString(folder.resolve(merges), "#version: 0.2\nh e\nhe zz\n");
        assertThat(problem(folder)).contains("its merges do not fit its tokens");
    }

    @Test
    void saysWhatIsMissingOrDamaged(@TempDir Path folder) throws IOException {
        assertThat(problem(folder)).contains("holds no tokenizer");
        String json = SMALL.toJson();
        assertThat(problem(folder, "")).contains("holds no JSON object");
        assertThat(problem(folder, json.substring(0, 900))).contains("no valid JSON (line 1)");
        assertThat(problem(folder, "[1]")).contains("holds no JSON object");
        assertThat(problem(folder, json.replace("\"type\":\"BPE\"", "\"type\":\"WordPiece\"")))
                .contains("model \"WordPiece\"");
        assertThat(problem(folder, json.replace("\"hell\":258,", "")))
                .contains("the ids of its tokens do not run from 0 to 258");
        assertThat(problem(folder, json.replace("\"hell\":258", "\"hell\":257")))
                .contains("two tokens have id 257");
        assertThat(problem(folder, json.replace("\"ÿ\":187", "\"ÿÿ\":187")))
                .contains("it cannot spell every byte");
        assertThat(problem(folder, json.replace("endoftext", "end"))).contains("it has no <|end");
        assertThat(problem(folder, json.replace("he ll\"", "he xx\"")))
                .contains("its merges do not fit its tokens");
        Files.write(folder.resolve("tokenizer.json"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertThat(problem(folder)).contains("cannot be read as UTF-8");
    }

    @Test
    void leavesTheOldFileWhenTheNewOneCannotBeWritten(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("tokenizer.json.part"));
        Files.writeString(folder.resolve("tokenizer.json"), "old");
        assertThatThrownBy(() -> TOKENIZER.saveTo(folder)).isInstanceOf(UserError.class);
        assertThat(folder.resolve("tokenizer.json")).hasContent("old");
    }

    private static String problem(Path folder, String json) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), json);
        return problem(folder);
    }

    private static String problem(Path folder) {
        UserError error = catchThrowableOfType(UserError.class, () -> Tokenizer.load(folder));
        assertThat(error.remedy()).isNotBlank();
        return error.problem();
    }
}
