package dev.understudy.generation;

import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.LanguageModel;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import java.nio.file.Path;

/// A model with its tokenizer, whatever it was trained on. Both are closed with it. One thread.
public record TextModel(LanguageModel model, Tokenizer tokenizer) implements AutoCloseable {

    /// The model in the checkpoint folder `weights`, with the tokenizer in the folder `tokenizer`,
    /// which may be the same. Throws UserError when one is missing or damaged, or another's.
    public static TextModel load(Path weights, Path tokenizer) {
        Tokenizer words = loadTokenizer(Gpt2Config.read(weights), tokenizer);
        try {
            return new TextModel(Gpt2.load(weights), words);
        } catch (RuntimeException unusable) {
            words.close();
            throw unusable;
        }
    }

    /// The tokenizer in `folder`, for a model of the shape `config`; close it. It may have fewer
    /// tokens than the embedding has rows, which some pad to a round number.
    ///
    /// Throws UserError when it is missing, damaged, or another model's.
    public static Tokenizer loadTokenizer(Gpt2Config config, Path folder) {
        Tokenizer tokenizer = Tokenizer.load(folder);
        int tokens = tokenizer.vocabularySize();
        int end = tokenizer.endOfText();
        if (tokens <= config.vocabularySize() && end == config.endOfText()) {
            return tokenizer;
        }
        tokenizer.close();
        throw new UserError(
                "%s holds a tokenizer that is another model's:".formatted(folder)
                        + " %d tokens, where config.json says %d; end of text %d, where it says %d."
                                .formatted(
                                        tokens, config.vocabularySize(), end, config.endOfText()),
                "Put the tokenizer that the model was trained with in its place.");
    }

    @Override
    public void close() {
        try (model;
                tokenizer) {
            // Closes both, even if one of them cannot be closed.
        }
    }
}
