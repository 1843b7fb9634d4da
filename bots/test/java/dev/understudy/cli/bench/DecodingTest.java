package dev.understudy.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.model.Gpt2Config;
import dev.understudy.model.Gpt2Size;
import dev.understudy.settings.UserError;
import org.junit.jupiter.api.Test;

class DecodingTest {
    @Test
    void whatDoesNotFitIsRefused() {
        Gpt2Config large = Gpt2Size.XL.config();
        assertThatThrownBy(() -> Decoding.requireFit(large, 7_000_000_000L))
                .isInstanceOfSatisfying(
                        UserError.class,
                        refused ->
                                assertThat(refused.problem())
                                        .isEqualTo(
                                                "Decoding with this model needs 7.2 GB; cpu has"
                                                        + " 7.0 GB free."));
        assertThatCode(() -> Decoding.requireFit(large, 8_000_000_000L)).doesNotThrowAnyException();
    }
}
