package dev.understudy.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextModelTest {
    @TempDir Path folder;

    /// A checkpoint of a model of `rows` rows that ends texts with token `end`, and a tokenizer of
    /// 257 tokens, of which the last ends texts.
    private Path checkpoint(int rows, int end) throws IOException {
        List<String> tokens = new ArrayList<>();
        IntStream.rangeClosed('!', '~').forEach(c -> tokens.add(Character.toString(c)));
        IntStream.rangeClosed(0xA1, 0xAC).forEach(c -> tokens.add(Character.toString(c)));
        IntStream.rangeClosed(0xAE, 0xFF).forEach(c -> tokens.add(Character.toString(c)));
        IntStream.range(0, 68).forEach(c -> tokens.add(Character.toString(0x100 + c)));
        tokens.add(Tokenizer.END_OF_TEXT);
        try (Gpt2 model = Gpt2.random(new Gpt2Config(rows, 8, 4, 1, 1, end), 1);
                Tokenizer tokenizer = Tokenizer.of(new Vocabulary(tokens, List.of()))) {
            model.save(folder);
            tokenizer.saveTo(folder);
        }
        return folder;
    }

    @ParameterizedTest(name = "{0} rows")
    @CsvSource({"257", "300"})
    void anEmbeddingMayHaveRowsThatNoTokenUses(int rows) throws IOException {
        Path checkpoint = checkpoint(rows, 256);
        try (TextModel text = TextModel.load(checkpoint, checkpoint)) {
            assertThat(text.model().vocabularySize()).isEqualTo(rows);
            assertThat(text.tokenizer().vocabularySize()).isEqualTo(257);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    200 | 199 | 257 tokens, where config.json says 200; end of text 256
                    300 | 299 | end of text 256, where it says 299.
                    """)
    void refusesATokenizerThatIsAnotherModels(int rows, int end, String said) throws IOException {
        Path checkpoint = checkpoint(rows, end);
        assertThatThrownBy(() -> TextModel.load(checkpoint, checkpoint))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(checkpoint.toString())
                .hasMessageContaining(said);
    }

    @Test
    void refusesAFolderWithoutATokenizer() throws IOException {
        Path checkpoint = checkpoint(257, 256);
        Files.delete(checkpoint.resolve("tokenizer.json"));
        assertThatThrownBy(() -> TextModel.load(checkpoint, checkpoint))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("tokenizer.json");
    }
}
