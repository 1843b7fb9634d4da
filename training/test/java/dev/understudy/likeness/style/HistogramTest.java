package dev.understudy.likeness.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private static Histogram of(Object... things) {
        Histogram histogram = new Histogram();
        Stream.of(things).forEach(histogram::add);
        return histogram;
    }

    private static double between(Histogram one, Histogram other) {
        double there = Histogram.divergence(one, other);
        assertThat(Histogram.divergence(other, one)).isCloseTo(there, within(1e-12));
        return there;
    }

    /// p = (1/2, 1/2), q = (1, 0), their middle (3/4, 1/4), in bits: ((log2(2/3) + log2(2)) / 2 +
    /// log2(4/3)) / 2.
    @Test
    void isTheDivergenceThatAHandComputes() {
        assertThat(between(of("a", "b"), of("a"))).isCloseTo(0.311278, within(1e-6));
        assertThat(between(of("a", "a", "b", "b"), of("a", "a", "a")))
                .isCloseTo(0.311278, within(1e-6));
    }

    @Test
    void isNothingBetweenLikesAndOneBitBetweenStrangers() {
        assertThat(between(of(1, 2, 2), of(2, 1, 2, 2, 1, 2))).isZero();
        assertThat(between(of(1, 2), of(3))).isEqualTo(1);
        assertThat(between(of(), of())).isZero();
        assertThat(between(of(), of(1))).isEqualTo(1);
    }
}
