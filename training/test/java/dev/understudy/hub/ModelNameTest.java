package dev.understudy.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
    @ParameterizedTest
    @CsvSource({
        "gpt2, gpt2, openai-community/gpt2, main",
        "gpt2-xl, gpt2-xl, openai-community/gpt2-xl, main",
        "distilgpt2, distilgpt2, distilbert/distilgpt2, main",
        "openai-community/gpt2, gpt2, openai-community/gpt2, main",
        "gpt2@v1.0, gpt2@v1.0, openai-community/gpt2, v1.0",
        "me/My_model.2@refs/pr/1, me/My_model.2@refs/pr/1, me/My_model.2, refs/pr/1",
    })
    void isShortWhereItCanBe(String typed, String text, String repository, String revision) {
        assertThat(ModelName.of(typed)).isEqualTo(new ModelName(text, repository, revision));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bert",
                "../gpt2",
                "a/../b",
                "a/b/c",
                "/gpt2",
                "a//b",
                "a/b@",
                "a/b@../c",
                "gpt2 ",
                "a/b@x y",
                ".hidden/b",
                "https://huggingface.co/gpt2",
                "a/b.unfinished"
            })
    void refusesWhatIsNone(String typed) {
        assertThat(ModelName.isOne(typed)).isFalse();
        assertThatThrownBy(() -> ModelName.of(typed))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error ->
                                assertThat(error.remedy())
                                        .contains("gpt2-medium", "owner/name@revision"));
    }

    @Test
    void suggestsTheNearest() {
        assertThatThrownBy(() -> ModelName.of("gpt2-larg"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.remedy()).startsWith("Did you mean gpt2-large?"));
    }
}
