package dev.understudy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// GPT-2's own vocabulary, from the sample files beside the project; skipped where they are absent.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Gpt2VocabularyTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("understudy.root", ".")).resolve("../shared/samples");

    private List<Tokenizer> loaded = List.of();

    @BeforeAll
    void load() {
        Path folder = SAMPLES.resolve("bpe");
        assumeTrue(Files.isDirectory(folder), "GPT-2's vocabulary is not at " + folder);
        loaded = List.of(Tokenizer.load(folder));
    }

    @AfterAll
    void close() {
        loaded.forEach(Tokenizer::close);
    }

    private Tokenizer gpt2() {
        return loaded.getFirst();
    }

    @Test
    void passesEveryVectorOfTheReference() throws IOException {
        Path file = SAMPLES.resolve("bpe/jtokkit_r50k_base_encodings.csv");
        Pattern row = Pattern.compile("(.*),\"\\[([^\"]*)]\",\"\\[[^\"]*]\"");
        List<String> failed = new ArrayList<>();
        int vectors = 0;
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            Matcher cells = row.matcher(line);
            assertThat(cells.matches()).isTrue();
            String cell = cells.group(1);
            String text = cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell;
            int[] expected =
                    Arrays.stream(cells.group(2).split(", ")).mapToInt(Integer::parseInt).toArray();
            if (!Arrays.equals(gpt2().encode(text), expected)
                    || !gpt2().decode(expected).equals(text)) {
                failed.add(text);
            }
            vectors++;
        }
        assertThat(failed).isEmpty();
        assertThat(vectors).isEqualTo(423);
    }

    @Test
    void typedEndOfTextIsNotTheSpecialToken() {
        assertThat(gpt2().vocabularySize()).isEqualTo(50257);
        assertThat(gpt2().endOfText()).isEqualTo(50256);
        assertThat(gpt2().encode("<|endoftext|>")).containsExactly(27, 91, 437, 1659, 5239, 91, 29);
        assertThat(gpt2().decode(50256)).isEqualTo("<|endoftext|>");
    }

    @Test
    void encodesTinyShakespeareWhole() throws IOException {
        Path file = SAMPLES.resolve("plain/tinyshakespeare_input.txt");
        assumeTrue(Files.isRegularFile(file), "tinyshakespeare is not at " + file);
        String text = Files.readString(file);
        int[] ids = gpt2().encode(text);
        assertThat(ids).hasSize(338_025).startsWith(5962, 22307, 25, 198, 8421, 356);
        assertThat(gpt2().decode(ids)).isEqualTo(text);
    }

    @Test
    void encodesTranscriptsAsIfTheyWereWholeText() throws IOException {
        Path file = SAMPLES.resolve("plain/tinyshakespeare_input.txt");
        assumeTrue(Files.isRegularFile(file), "tinyshakespeare is not at " + file);
        List<Turn> turns = Transcript.parse(Files.readString(file).substring(0, 200_000));
        List<int[]> apart = new TranscriptEncoder(gpt2()).encodeTurns(turns);
        int[] together = gpt2().encode(Transcript.render(turns) + "END");
        assertThat(apart.stream().flatMapToInt(Arrays::stream).toArray())
                .isEqualTo(Arrays.copyOf(together, together.length - 1));
    }
}
