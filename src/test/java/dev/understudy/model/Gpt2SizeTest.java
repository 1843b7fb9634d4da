package dev.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.settings.UserError;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gpt2SizeTest {
    /// The counts that transformers gives for the published checkpoints.
    @ParameterizedTest
    @CsvSource({
        "distilgpt2,81912576",
        "gpt2,124439808",
        "gpt2-medium,354823168",
        "gpt2-large,774030080",
        "gpt2-xl,1557611200"
    })
    void hasTheWeightsOfThePublishedModel(String name, long parameters) {
        Gpt2Size size = Gpt2Size.named(name);
        assertThat(size.config().parameterCount()).isEqualTo(parameters);
        assertThat(size).hasToString(name);
    }

    @Test
    void anotherNameIsAnsweredWithTheRightOnes() {
        assertThatThrownBy(() -> Gpt2Size.named("gpt2-larg"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        wrong -> {
                            assertThat(wrong.problem()).contains("distilgpt2, gpt2, gpt2-medium");
                            assertThat(wrong.remedy()).isEqualTo("Did you mean gpt2-large?");
                        });
    }

    @Test
    void randomWeightsForDecodingAreTheSameLaidOutOtherwise(@TempDir Path folder) {
        Gpt2Config config = new Gpt2Config(61, 16, 24, 2, 3, 60);
        Batch batch = new Batch(1, 4, new long[] {7, 0, 60, 33}, new long[4]);
        try (Gpt2 learner = Gpt2.random(config, 5);
                Gpt2 speaker = Gpt2.randomForDecoding(config, 5);
                Decoder decoder = speaker.newDecoder()) {
            float[] expected = learner.logits(batch);
            float[] last = decoder.append(7, 0, 60, 33);
            for (int token = 0; token < last.length; token++) {
                assertThat((double) last[token])
                        .isCloseTo((double) expected[3 * 61 + token], within(1e-5));
            }
            assertThatThrownBy(speaker::weights).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> speaker.save(folder))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
