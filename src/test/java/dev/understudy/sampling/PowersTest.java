package dev.understudy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PowersTest {
    @Test
    void agreeWithMath() {
        assertErrorBelow(1.2e-13, 0, -10);
        assertErrorBelow(3e-13, -10, -40);
        assertErrorBelow(0.005, -40, -708);
    }

    private static void assertErrorBelow(double error, double from, double to) {
        double[] numbers =
                IntStream.rangeClosed(0, 20_000)
                        .mapToDouble(i -> from + (to - from) * i / 20_000)
                        .toArray();
        double[] powers = numbers.clone();
        Powers.replace(powers, powers.length);
        for (int i = 0; i < powers.length; i++) {
            double expected = Math.exp(numbers[i]);
            assertThat(powers[i])
                    .as("e to the power of %s", numbers[i])
                    .isCloseTo(expected, within(error * expected));
        }
    }

    @Test
    void nothingIsImpossibleThatIsNotInDoublePrecision() {
        double[] powers = {
            0, -0.0, -745, -746, -1000, -1e30, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY, -1
        };
        Powers.replace(powers, 8);
        assertThat(powers).startsWith(1, 1, Double.MIN_VALUE, 0, 0, 0, 0, 0).endsWith(-1);
    }
}
