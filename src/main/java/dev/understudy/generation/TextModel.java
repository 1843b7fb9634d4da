package dev.understudy.generation;

import dev.understudy.model.Gpt2;
import dev.understudy.model.LanguageModel;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import java.nio.file.Path;

/// A model with its tokenizer, whatever it was trained on. Both are closed with it. One thread.
public record TextModel(LanguageModel model, Tokenizer tokenizer) implements AutoCloseable {

    /// Throws UserError when the two do not belong together.
    public TextModel {
        if (tokenizer.vocabularySize() > model.vocabularySize()) {
            throw new UserError(
                    "The tokenizer knows "
                            + tokenizer.vocabularySize()
                            + " tokens, the model "
                            + model.vocabularySize()
                            + ": they do not belong together.",
                    "Restore the checkpoint folder whole, or pull the model again.");
        }
    }

    /// The model in the checkpoint folder `weights`, with the tokenizer in the folder `tokenizer`,
    /// which may be the same. Throws UserError when one is missing or damaged, or another's.
    public static TextModel load(Path weights, Path tokenizer) {
        Tokenizer words = Tokenizer.load(tokenizer);
        try {
            Gpt2 model = Gpt2.load(weights);
            try {
                return new TextModel(model, words);
            } catch (RuntimeException foreign) {
                model.close();
                throw foreign;
            }
        } catch (RuntimeException unusable) {
            words.close();
            throw unusable;
        }
    }

    @Override
    public void close() {
        try (model;
                tokenizer) {
            // Closes both, even if one of them cannot be closed.
        }
    }
}
