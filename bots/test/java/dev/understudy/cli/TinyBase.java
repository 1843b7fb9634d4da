package dev.understudy.cli;

import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A checkpoint folder of gpt2's kind whose model knows nothing and takes no time.
final class TinyBase {
    private TinyBase() {}

    /// Writes one that reads `context` tokens.
    static Path write(Path folder, int context) throws IOException {
        Files.createDirectories(folder);
        List<String> texts = List.of("tea cat friday film walk rain maybe never always blue");
        try (Tokenizer tokenizer = Tokenizer.of(VocabularyTrainer.train(texts, 270))) {
            Gpt2Config config =
                    new Gpt2Config(
                            tokenizer.vocabularySize(), context, 16, 1, 2, tokenizer.endOfText());
            try (Gpt2 model = Gpt2.random(config, 1)) {
                model.save(folder);
            }
            tokenizer.saveTo(folder);
        }
        return folder;
    }
}
