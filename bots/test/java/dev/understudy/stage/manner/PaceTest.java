package dev.understudy.stage.manner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.SpeakerName;
import dev.understudy.habit.Habit;
import dev.understudy.habit.Habits;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Habit USUAL =
            Habits.learn(_ -> {}, List.of(), ZoneOffset.UTC).of(SpeakerName.of("Alice"));

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @Test
    void withoutPaceNothingTakesTime() {
        Pace none = new Pace(0);
        assertThat(none.thought(USUAL, random)).isZero();
        assertThat(none.gap(USUAL, 4000, random)).isZero();
    }

    @Property
    void nobodyWaitsLong(
            @ForAll @DoubleRange(max = 5) double factor, @ForAll @IntRange(max = 4000) int length) {
        Pace pace = new Pace(factor);
        assertThat(pace.thought(USUAL, random))
                .isBetween(Duration.ZERO, Duration.ofMillis((long) (40_000 * factor)));
        assertThat(pace.gap(USUAL, length, random))
                .isBetween(Duration.ZERO, Duration.ofMillis((long) (8_000 * factor)));
    }

    @Test
    void aShortMessageIsThereSoon() {
        assertThat(new Pace(1).gap(USUAL, 12, random)).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }
}
