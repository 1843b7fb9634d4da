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
        assertThatThrownBy(() -> Decoding.requireFit(large, 2_500_000_000L))
                .isInstanceOfSatisfying(
                        UserError.class,
                        refused ->
                                assertThat(refused.problem())
                                        .isEqualTo(
                                                "Decoding with this model needs 2.8 GB; cpu has"
                                                        + " 2.5 GB free."));
        assertThatCode(() -> Decoding.requireFit(large, 3_000_000_000L)).doesNotThrowAnyException();
    }
}
