package dev.understudy.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void ticksAreRoundNumbersInsideTheScale() {
        assertThat(Numbers.ticks(0, 10)).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
        assertThat(Numbers.ticks(1.62, 4.61)).containsExactly(2.0, 3.0, 4.0);
        assertThat(Numbers.ticks(0, 3.1e-3)).hasSize(4).contains(1e-3);
        assertThat(Numbers.text(0.00314159)).isEqualTo("3.142e-3");
        assertThat(Numbers.text(2.5)).isEqualTo("2.5");
        assertThat(Numbers.text(1234567.0)).isEqualTo("1,234,567");
    }
}
