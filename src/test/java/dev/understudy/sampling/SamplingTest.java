package dev.understudy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamplingTest {
    @Test
    void namesTheKeyTheValueAndTheRange() {
        assertThatThrownBy(() -> Sampling.DEFAULT.withTemperature(3.5))
                .isInstanceOf(UserError.class)
                .hasMessage("temperature is 3.5; accepted: 0.0 to 2.0.");
        assertThatThrownBy(() -> Sampling.DEFAULT.withTemperature(Double.NaN))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> Sampling.DEFAULT.withTopP(0))
                .hasMessage("top-p is 0.0; accepted: above 0.0, to 1.0.");
        assertThatThrownBy(() -> Sampling.DEFAULT.withTopK(-1))
                .hasMessage("top-k is -1; accepted: 0 (all) and above.");
        assertThatThrownBy(() -> Sampling.DEFAULT.withRepetitionPenalty(0.5))
                .hasMessage("repetition-penalty is 0.5; accepted: 1.0 to 2.0.");
    }

    @Test
    void namesTheOtherKeysLikewise() {
        assertThatThrownBy(() -> new Cut(0, 1, -0.1, 1))
                .hasMessage("min-p is -0.1; accepted: 0.0 to 1.0.");
        assertThatThrownBy(() -> new Cut(0, 1, Double.NaN, 1)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Cut(0, 1, 0, 0))
                .hasMessage("typical-p is 0.0; accepted: above 0.0, to 1.0.");
        assertThatThrownBy(() -> new Penalties(1, 2.5, 0, 0))
                .hasMessage("presence-penalty is 2.5; accepted: -2.0 to 2.0.");
        assertThatThrownBy(() -> new Penalties(1, 0, -3, 0))
                .hasMessage("frequency-penalty is -3.0; accepted: -2.0 to 2.0.");
        assertThatThrownBy(() -> new Penalties(1, 0, 0, -1))
                .hasMessage("no-repeat is -1; accepted: 0 (repeats are allowed) and above.");
        assertThatThrownBy(() -> new Bias(Map.of(5, 101.0), Set.of()))
                .hasMessage("favour of token 5 is 101.0; accepted: -100.0 to 100.0.");
        assertThatThrownBy(() -> new Bias(Map.of(), Set.of(3, -1)))
                .hasMessage("token -1 is no token; accepted: 0 and above.");
        assertThatThrownBy(() -> new Bias(Map.of(300, 1.0), Set.of()).requireWithin(257))
                .hasMessage("token 300 is no token; accepted: 0 to 256.");
    }

    @Test
    void changesOneThingAtATime() {
        Sampling sampling =
                new Sampling(
                        0.5,
                        new Cut(3, 0.9, 0.1, 0.8),
                        new Penalties(1.1, 0.2, 0.3, 4),
                        new Bias(Map.of(1, 2.0), Set.of(3)),
                        5);
        assertThat(sampling.withTopK(9)).isEqualTo(sampling.withCut(new Cut(9, 0.9, 0.1, 0.8)));
        assertThat(sampling.withTopP(0.7)).isEqualTo(sampling.withCut(new Cut(3, 0.7, 0.1, 0.8)));
        assertThat(sampling.withRepetitionPenalty(1.7))
                .isEqualTo(sampling.withPenalties(new Penalties(1.7, 0.2, 0.3, 4)));
        assertThat(sampling.withTemperature(1).withSeed(6).withBias(Bias.NONE))
                .isEqualTo(new Sampling(1, sampling.cut(), sampling.penalties(), Bias.NONE, 6));
    }
}
