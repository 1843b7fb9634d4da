package dev.understudy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import org.junit.jupiter.api.Test;

class LogitsTest {
    @Test
    void nothingIsImpossibleInACopy() {
        float[] logits = {1.5f, Float.NEGATIVE_INFINITY, -3e38f, 0};
        assertThat(Logits.possible(logits)).containsExactly(1.5f, -1e30f, -1e30f, 0);
        assertThat(logits).containsExactly(1.5f, Float.NEGATIVE_INFINITY, -3e38f, 0);
    }

    @Test
    void damagedScoresAreRefusedWithTheTokenTheyAreOf() {
        for (float damaged : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Logits.possible(new float[] {0, 1, damaged}))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "The model's score for token 2 is %s: its weights are damaged."
                                    .formatted(damaged));
        }
    }
}
