package dev.understudy.likeness.measuring;

import dev.understudy.clone.ModelCard;
import dev.understudy.clone.voice.EmbeddedVoice;
import dev.understudy.clone.voice.Voice;
import dev.understudy.evaluation.TokenLosses;
import dev.understudy.generation.TextModel;
import dev.understudy.library.ModelFolder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.tokenizer.Tokenizer;

/// A model in memory, once for all that is measured on it. One thread.
///
/// @param losses of the same model as `text`
/// @param voice of the same model, which it closes
record Loaded(String name, TextModel text, TokenLosses losses, Voice voice)
        implements AutoCloseable {

    /// The model in `folder`; `stranger` is the card of one that has none. Throws UserError when
    /// something is missing or damaged.
    static Loaded from(ModelFolder folder, ModelCard stranger) {
        ModelCard card =
                ModelCard.isIn(folder.weights()) ? ModelCard.read(folder.weights()) : stranger;
        Gpt2Config config = Gpt2Config.read(folder.weights());
        Tokenizer tokenizer = TextModel.loadTokenizer(config, folder.tokenizer());
        try {
            Gpt2 gpt2 = Gpt2.load(folder.weights());
            TextModel text = new TextModel(gpt2, tokenizer);
            return new Loaded(folder.name(), text, gpt2::losses, new EmbeddedVoice(text, card));
        } catch (RuntimeException unusable) {
            tokenizer.close();
            throw unusable;
        }
    }

    ModelCard card() {
        return voice.card();
    }

    int contextLength() {
        return text.model().contextLength();
    }

    @Override
    public void close() {
        voice.close();
    }
}
