package dev.understudy.recipe;

import dev.understudy.generation.TextModel;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import java.nio.file.Path;

/// A trained model that another one starts from.
///
/// @param name for the new model's card: `gpt2`, `friends@0003`
/// @param folder its checkpoint
/// @param config its shape
public record BaseModel(String name, Path folder, Gpt2Config config) {
    /// The model's own tokenizer; close it. Throws UserError when it is missing, or another
    /// model's.
    public Tokenizer tokenizer() {
        return TextModel.loadTokenizer(config, folder);
    }

    /// `recipe` as far as it depends on this model: where nobody said a block, it is no longer than
    /// what the model reads. Throws UserError when somebody said a longer one.
    public Recipe fit(Recipe recipe) {
        int context = config.contextLength();
        if (recipe.count(Keys.BLOCK) <= context) {
            return recipe;
        }
        if (recipe.says(Keys.BLOCK)) {
            throw tooLong(recipe.count(Keys.BLOCK), context);
        }
        return recipe.with(Layer.of(name, Keys.BLOCK.name() + "=" + context));
    }

    static UserError tooLong(int block, int context) {
        return new UserError(
                "The block is %d tokens; the model reads at most %d.".formatted(block, context),
                "Train with --block " + context + " or less.");
    }
}
