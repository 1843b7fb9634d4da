package dev.understudy.model.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.model.Gpt2Config;
import dev.understudy.model.device.Precision;
import dev.understudy.model.learning.Gpt2Learner.Settings;
import dev.understudy.model.optimizer.Optimization;
import dev.understudy.model.optimizer.Optimization.Method;
import org.junit.jupiter.api.Test;

/// The arithmetic of memory, on sizes that are known from elsewhere.
class MemoryNeedTest {
    private static final Gpt2Config GPT2 = new Gpt2Config(50257, 1024, 768, 12, 12, 50256);
    private static final long PARAMETERS = 124_439_808; // as published

    @Test
    void weightsAndStateFollowFromTheParameters() {
        MemoryNeed adamW = need(Method.ADAMW, 1, false, 1);
        assertThat(adamW.weights()).isEqualTo(4 * PARAMETERS);
        assertThat(adamW.gradients()).isEqualTo(4 * PARAMETERS);
        assertThat(adamW.optimizer()).isEqualTo(8 * PARAMETERS);
        assertThat(need(Method.ADAMW_8BIT, 1, false, 1).optimizer())
                .isBetween(2 * PARAMETERS, 21 * PARAMETERS / 10);
        assertThat(need(Method.ADAMW_8BIT, 1, false, 1).gradients())
                .isBetween(2 * PARAMETERS, 29 * PARAMETERS / 10); // embeddings stay whole
        assertThat(need(Method.MUON, 1, false, 1).optimizer())
                .isBetween(4 * PARAMETERS, 8 * PARAMETERS);
    }

    @Test
    void checkpointingKeepsOneStateABlock() {
        long tokens = 2 * 512;
        long results = 13 * tokens * 768 * 4; // of the embeddings and twelve blocks
        assertThat(need(Method.ADAMW, 1, true, 1).activations())
                .isBetween(results, 4 * results)
                .isLessThan(need(Method.ADAMW, 1, false, 1).activations() / 3);
    }

    @Test
    void unclippedGradientsAreHeldForOnePartAtATime() {
        assertThat(need(Method.ADAMW, 0, false, 1).gradients())
                .isEqualTo(4L * (50257 + 1024) * 768);
        assertThat(need(Method.ADAMW, 0, false, 2).gradients()).isEqualTo(4 * PARAMETERS);
    }

    @Test
    void thePeakIsLessThanTheSumOfTheParts() {
        for (Method method : Method.values()) {
            MemoryNeed need = need(method, 1, false, 1);
            assertThat(need.peak())
                    .isGreaterThan(need.weights() + need.optimizer())
                    .isLessThan(
                            need.weights()
                                    + need.gradients()
                                    + need.optimizer()
                                    + need.activations()
                                    + need.logits());
        }
    }

    private static MemoryNeed need(
            Method method, double clip, boolean checkpointing, int accumulation) {
        Optimization optimization =
                new Optimization(method, 0.9, 0.999, 1e-8, 0, clip, Optimization.Muon.STANDARD);
        Settings settings = new Settings(optimization, 0, Precision.FLOAT32, checkpointing, 0);
        return MemoryNeed.of(GPT2, settings, 2, 512, accumulation);
    }
}
