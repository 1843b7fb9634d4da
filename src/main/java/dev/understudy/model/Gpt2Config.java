package dev.understudy.model;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    private static final double EPSILON = 1e-5;
    private static final String RESTORE =
            "Restore the checkpoint folder whole, or train the model again.";

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

    /// The configuration in a checkpoint folder. Throws UserError when the file is missing, is not
    /// JSON, or describes a model that is not a plain GPT-2.
    public static Gpt2Config read(Path folder) {
        Path file = folder.resolve(FILE);
        JsonNode json = json(file);
        requireGpt2(json, file);
        int vocabulary = json.path("vocab_size").asInt(0);
        try {
            return new Gpt2Config(
                    vocabulary,
                    json.path("n_positions").asInt(json.path("n_ctx").asInt(0)),
                    json.path("n_embd").asInt(0),
                    json.path("n_layer").asInt(0),
                    json.path("n_head").asInt(0),
                    json.path("eos_token_id").asInt(vocabulary - 1));
        } catch (UserError impossible) {
            throw new UserError(file + " is damaged: " + impossible.problem(), RESTORE, impossible);
        }
    }

    private static JsonNode json(Path file) {
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(file));
            if (json.isObject()) {
                return json;
            }
            throw new UserError(file + " is damaged: it holds no JSON object.", RESTORE);
        } catch (JacksonException malformed) {
            throw new UserError(file + " is damaged: it is no valid JSON.", RESTORE, malformed);
        } catch (IOException unreadable) {
            throw new UserError(file + " is missing or cannot be read.", RESTORE, unreadable);
        }
    }

    private static void requireGpt2(JsonNode json, Path file) {
        int inner = json.path("n_inner").asInt(0);
        boolean plain =
                json.path("model_type").asString("").equals("gpt2")
                        && json.path("activation_function").asString("gelu_new").equals("gelu_new")
                        && json.path("layer_norm_epsilon").asDouble(EPSILON) == EPSILON
                        && json.path("tie_word_embeddings").asBoolean(true)
                        && (inner == 0 || inner == 4 * json.path("n_embd").asInt(0));
        if (!plain) {
            throw new UserError(
                    file
                            + " describes a \""
                            + json.path("model_type").asString("?")
                            + "\" that is not a plain GPT-2.",
                    "Use distilgpt2, gpt2, gpt2-medium, gpt2-large, gpt2-xl or a model of the same"
                            + " architecture.");
        }
    }

    /// The text of `config.json`, as Hugging Face's tools read it.
    String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("architectures", new String[] {"GPT2LMHeadModel"});
        json.put("model_type", "gpt2");
        json.put("vocab_size", vocabularySize);
        json.put("n_positions", contextLength);
        json.put("n_embd", width);
        json.put("n_layer", layers);
        json.put("n_head", heads);
        json.put("activation_function", "gelu_new");
        json.put("layer_norm_epsilon", EPSILON);
        json.put("bos_token_id", endOfText);
        json.put("eos_token_id", endOfText);
        json.put("tie_word_embeddings", true);
        json.put("torch_dtype", "float32");
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }
}
