package dev.understudy.model;

import dev.understudy.settings.UserError;
import java.nio.file.Path;

/// The shape of a GPT-2, as `config.json` in Hugging Face's layout states it.
///
/// @param vocabularySize rows of the token embedding (`vocab_size`)
/// @param contextLength rows of the position embedding (`n_positions`)
/// @param width channels of every hidden state (`n_embd`), a multiple of `heads`
/// @param layers attention blocks (`n_layer`)
/// @param heads attention heads in a block (`n_head`)
/// @param endOfText id of the token between documents (`eos_token_id`)
public record Gpt2Config(
        int vocabularySize, int contextLength, int width, int layers, int heads, int endOfText) {
    static final String FILE = "config.json";

    public Gpt2Config {
        require(vocabularySize > 0, "vocab_size", vocabularySize, "1 or more");
        require(contextLength > 0, "n_positions", contextLength, "1 or more");
        require(layers > 0, "n_layer", layers, "1 or more");
        require(heads > 0, "n_head", heads, "1 or more");
        require(width > 0 && width % heads == 0, "n_embd", width, "a multiple of n_head " + heads);
        require(
                endOfText >= 0 && endOfText < vocabularySize,
                "eos_token_id",
                endOfText,
                "below vocab_size " + vocabularySize);
    }

    private static void require(boolean holds, String key, int found, String accepted) {
        if (!holds) {
            throw new UserError(
                    "A GPT-2's " + key + " is " + found + "; accepted: " + accepted + ".",
                    "Correct the model's settings.");
        }
    }

    /// Number of weights, the output matrix counted once because it is the token embedding.
    public long parameterCount() {
        long block = 12L * width * width + 13L * width;
        return (long) (vocabularySize + contextLength) * width + layers * block + 2L * width;
    }

    /// The configuration in a checkpoint folder. Throws UserError, which names the file and the
    /// setting, when it is missing, is not JSON, or describes a model that is not a plain GPT-2.
    public static Gpt2Config read(Path folder) {
        return Gpt2ConfigFile.read(folder.resolve(FILE));
    }

    /// Throws UserError unless a tokenizer can be this model's. There may be fewer tokens than rows
    /// of the embedding, which some pad to a round number.
    ///
    /// @param folder where both come from, to be named to people
    /// @param tokens how many the tokenizer has
    /// @param end the id of the one that it puts between documents
    public void requireTokenizer(Path folder, int tokens, int end) {
        if (tokens > vocabularySize || end != endOfText) {
            throw new UserError(
                    "%s holds a tokenizer that is another model's:".formatted(folder)
                            + " %d tokens, where %s says %d; end of text %d, where it says %d."
                                    .formatted(tokens, FILE, vocabularySize, end, endOfText),
                    "Restore the checkpoint folder whole, or train the model again.");
        }
    }

    /// The text of `config.json`, as Hugging Face's tools read it.
    String toJson() {
        return Gpt2ConfigFile.write(this);
    }
}
