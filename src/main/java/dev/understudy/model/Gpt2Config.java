package dev.understudy.model;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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

    /// Bytes of the keys and values of a whole context, in float32.
    public long cacheBytes() {
        return 2L * layers * width * contextLength * Float.BYTES;
    }

    /// Number of weights, the output matrix counted once because it is the token embedding.
    public long parameterCount() {
        long block = 12L * width * width + 13L * width;
        return (long) (vocabularySize + contextLength) * width + layers * block + 2L * width;
    }

    /// The configuration in a checkpoint folder. Throws UserError, which names the file and the
    /// setting, when it is missing, is not JSON, or describes a model that is not a plain GPT-2.
    public static Gpt2Config read(Path folder) {
        return Json.read(folder.resolve(FILE));
    }

    /// The text of `config.json`, as Hugging Face's tools read it.
    String toJson() {
        return Json.write(this);
    }

    /// A checkpoint's `config.json`, as Hugging Face's `GPT2Config` reads and writes it.
    ///
    /// What would change the numbers and is not ours is refused by name. Ignored are `*_pdrop`,
    /// which are defaults for training, `reorder_and_upcast_attn`, which only rounds otherwise in
    /// half precision, and all that transformers ignores.
    private static final class Json {
        private static final double EPSILON = 1e-5;

        /// Where a folder does not say which token ends a text, it is GPT-2's own.
        private static final int END_OF_TEXT = 50256;

        private static final int SHOWN = 40;
        private static final String RESTORE =
                "Restore the checkpoint folder whole, or train the model again.";

        /// Settings of `GPT2Config` and the values that are ours, the one that absence means first.
        /// The three activations are one function: GELU by way of tanh.
        private static final Map<String, List<String>> OURS = new LinkedHashMap<>();

        static {
            OURS.put("activation_function", List.of("gelu_new", "gelu_fast", "gelu_pytorch_tanh"));
            OURS.put("tie_word_embeddings", List.of("true"));
            OURS.put("scale_attn_weights", List.of("true"));
            OURS.put("scale_attn_by_inverse_layer_idx", List.of("false"));
            OURS.put("add_cross_attention", List.of("false"));
            OURS.put("quantization_config", List.of("none"));
        }

        private final Path file;
        private final JsonNode json;

        private Json(Path file) {
            this.file = file;
            this.json = json(file);
        }

        /// Throws UserError when the file is missing, is not JSON, or describes another model.
        static Gpt2Config read(Path file) {
            return new Json(file).config();
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

        private Gpt2Config config() {
            requireOurs("model_type", List.of("gpt2"), json.path("model_type"));
            OURS.forEach(
                    (key, accepted) -> {
                        if (json.hasNonNull(key)) {
                            requireOurs(key, accepted, json.path(key));
                        }
                    });
            double epsilon = json.path("layer_norm_epsilon").asDouble(EPSILON);
            if (epsilon != EPSILON) {
                throw foreign("layer_norm_epsilon", String.valueOf(epsilon), "1e-05");
            }
            long inner = json.hasNonNull("n_inner") ? whole("n_inner") : 4L * whole("n_embd");
            if (inner != 4L * whole("n_embd")) {
                throw foreign("n_inner", String.valueOf(inner), "4 times n_embd");
            }
            int vocabulary = whole("vocab_size");
            try {
                return new Gpt2Config(
                        vocabulary,
                        whole(json.has("n_positions") ? "n_positions" : "n_ctx"),
                        whole("n_embd"),
                        whole("n_layer"),
                        whole("n_head"),
                        json.path("eos_token_id").isIntegralNumber()
                                ? whole("eos_token_id")
                                : Math.min(END_OF_TEXT, vocabulary - 1));
            } catch (UserError impossible) {
                throw new UserError(
                        file + " is damaged: " + impossible.problem(), RESTORE, impossible);
            }
        }

        private void requireOurs(String key, List<String> accepted, JsonNode value) {
            if (!accepted.contains(value.asString(""))) {
                String all = value.isMissingNode() ? "missing" : value.toString();
                String shown = all.length() > SHOWN ? all.substring(0, SHOWN) + "…" : all;
                throw foreign(key, shown, String.join(", ", accepted));
            }
        }

        private UserError foreign(String key, String found, String accepted) {
            return new UserError(
                    "%s is not a plain GPT-2: %s is %s; accepted: %s."
                            .formatted(file, key, found, accepted),
                    "Use distilgpt2, gpt2, gpt2-medium, gpt2-large, gpt2-xl or a model of the same"
                            + " architecture.");
        }

        private int whole(String key) {
            JsonNode value = json.path(key);
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw new UserError(
                        file + " is damaged: " + key + " is no whole number, or missing.", RESTORE);
            }
            return value.asInt();
        }

        /// The text of `config.json`.
        static String write(Gpt2Config config) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("architectures", List.of("GPT2LMHeadModel"));
            json.put("model_type", "gpt2");
            json.put("vocab_size", config.vocabularySize());
            json.put("n_positions", config.contextLength());
            json.put("n_embd", config.width());
            json.put("n_layer", config.layers());
            json.put("n_head", config.heads());
            json.put("activation_function", "gelu_new");
            json.put("layer_norm_epsilon", EPSILON);
            json.put("bos_token_id", config.endOfText());
            json.put("eos_token_id", config.endOfText());
            json.put("tie_word_embeddings", true);
            json.put("torch_dtype", "float32");
            return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json)
                    + "\n";
        }
    }
}
