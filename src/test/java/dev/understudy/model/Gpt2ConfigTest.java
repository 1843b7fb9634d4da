package dev.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a `config.json` may say.
class Gpt2ConfigTest {
    private static final String PUBLISHED =
            """
            {"activation_function": "gelu_new", "architectures": ["GPT2LMHeadModel"],
             "attn_pdrop": 0.1, "bos_token_id": 50256, "embd_pdrop": 0.1, "eos_token_id": 50256,
             "initializer_range": 0.02, "layer_norm_epsilon": 1e-05, "model_type": "gpt2",
             "n_ctx": 1024, "n_embd": 768, "n_head": 12, "n_layer": 12, "n_positions": 1024,
             "resid_pdrop": 0.1, "summary_type": "cls_index", "vocab_size": 50257}
            """;

    @TempDir Path folder;

    private Gpt2Config read(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
        return Gpt2Config.read(folder);
    }

    private static String with(String setting) {
        return PUBLISHED.strip().replaceFirst("}$", ", " + setting + "}");
    }

    @Test
    void readsWhatIsPublishedForGpt2() throws IOException {
        assertThat(read(PUBLISHED)).isEqualTo(new Gpt2Config(50257, 1024, 768, 12, 12, 50256));
        assertThat(read(PUBLISHED).parameterCount()).isEqualTo(124_439_808);
        assertThat(read(PUBLISHED.replace("n_positions", "was_positions")).contextLength())
                .as("n_ctx, where there is only that")
                .isEqualTo(1024);
    }

    @Test
    void readsWhatItWrites() throws IOException {
        Gpt2Config config = new Gpt2Config(300, 64, 16, 2, 4, 299);
        assertThat(read(config.toJson())).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "n_inner": null                          | 768
                    "n_inner": 3072                          | 768
                    "activation_function": "gelu_pytorch_tanh" | 768
                    "reorder_and_upcast_attn": true          | 768
                    "resid_pdrop": 0.9                       | 768
                    "eos_token_id": null                     | 768
                    """)
    void acceptsWhatChangesNoNumber(String setting, int width) throws IOException {
        String key = setting.replaceFirst(":.*", "");
        String before = PUBLISHED.replaceFirst(key + ": [^,]*, ?", "");
        Gpt2Config config = read(before.strip().replaceFirst("}$", ", " + setting + "}"));
        assertThat(config.width()).isEqualTo(width);
        assertThat(config.endOfText()).isEqualTo(50256);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "n_inner": 1024                         | is 1024; accepted: 4 times n_embd.
                    "scale_attn_weights": false             | is false; accepted: true.
                    "scale_attn_by_inverse_layer_idx": true | is true; accepted: false.
                    "add_cross_attention": true             | is true; accepted: false.
                    "tie_word_embeddings": false            | is false; accepted: true.
                    "quantization_config": {"bits": 4}      | is {"bits":4}; accepted: none.
                    """)
    void refusesByNameWhatIsNotOurs(String setting, String said) {
        assertThatThrownBy(() -> read(with(setting)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        folder.resolve("config.json")
                                + " is not a plain GPT-2: "
                                + setting.replaceFirst("\"(\\w+)\".*", "$1 ")
                                + said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gpt2"        | gptj"     | model_type is "gptj"; accepted: gpt2.
                    gpt2"        | llama"    | model_type is "llama"; accepted: gpt2.
                    model_type   | mode_type | model_type is missing; accepted: gpt2.
                    gelu_new     | relu      | is "relu"; accepted: gelu_new, gelu_fast
                    1e-05        | 1e-06     | layer_norm_epsilon is 1.0E-6; accepted: 1e-05.
                    768          | "many"    | n_embd is no whole number, or missing.
                    768          | 769       | n_embd is 769; accepted: a multiple of n_head 12.
                    12,          | 0,        | is 0; accepted: 1 or more.
                    50257        | 50000     | is 50256; accepted: below vocab_size 50000.
                    50257        | 5e99      | vocab_size is no whole number, or missing.
                    """)
    void namesTheFileAndTheSettingThatIsWrong(String right, String wrong, String said) {
        assertThatThrownBy(() -> read(PUBLISHED.replace(right, wrong)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve("config.json") + " is ")
                .hasMessageContaining(said);
    }
}
