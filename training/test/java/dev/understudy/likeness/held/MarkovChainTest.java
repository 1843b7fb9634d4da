package dev.understudy.likeness.held;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class MarkovChainTest {
    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    }

    @Test
    void countsWhatFollowsWhat() {
        MarkovChain chain = MarkovChain.learn(List.of("a b a c", "a b"), 1);
        assertThat(chain.after(List.of())).containsExactly("a", "a");
        assertThat(chain.after(List.of("a"))).containsExactly("b", "c", "b");
        assertThat(chain.after(List.of("b"))).containsExactly("a", "");
        MarkovChain longer = MarkovChain.learn(List.of("a b a c"), 2);
        assertThat(longer.after(List.of("b", "a"))).containsExactly("c");
    }

    /// "a" is followed by "b" twice in three times, "b" ends in one of two: "a b" comes with 2/3 ×
    /// 1/2, "a c" with 1/3.
    @Test
    void saysThingsAsOftenAsTheyAreLikely() {
        MarkovChain chain = MarkovChain.learn(List.of("a b a c", "a b"), 1);
        RandomGenerator random = random();
        Map<String, Integer> said = new HashMap<>();
        for (int i = 0; i < 9_000; i++) {
            said.merge(chain.say(random), 1, Integer::sum);
        }
        assertThat(said.get("a b")).isBetween(2_800, 3_200);
        assertThat(said.get("a c")).isBetween(2_800, 3_200);
    }

    @Test
    void keepsLinesAndEndsInTheEnd() {
        assertThat(MarkovChain.learn(List.of("one two\nthree"), 1).say(random()))
                .isEqualTo("one two\nthree");
        String endless = MarkovChain.learn(List.of("x ".repeat(100_000)), 2).say(random());
        assertThat(endless.length()).isLessThan(1_000);
        assertThatThrownBy(() -> MarkovChain.learn(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
