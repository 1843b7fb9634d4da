package dev.understudy.stage.manner;

import dev.understudy.habit.Habit;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long a clone takes: as its friend does, but never so long that nobody waits.
///
/// @param factor a multiple of the friend's own; 0 is at once
public record Pace(double factor) {
    private static final Duration LONGEST_THOUGHT = Duration.ofSeconds(40);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(8);

    /// A quick typist on a telephone.
    private static final double CHARACTERS_A_SECOND = 12;

    /// Until the clone begins to answer.
    public Duration thought(Habit habit, RandomGenerator random) {
        return scaled(shorter(habit.delay(random), LONGEST_THOUGHT));
    }

    /// Until the next message of a burst, of so many characters, is there.
    public Duration gap(Habit habit, int characters, RandomGenerator random) {
        Duration typing = Duration.ofMillis((long) (1000 * characters / CHARACTERS_A_SECOND));
        Duration drawn = shorter(habit.gap(random), typing.plusSeconds(1));
        return scaled(shorter(drawn, LONGEST_GAP));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration scaled(Duration time) {
        return Duration.ofMillis((long) (time.toMillis() * factor));
    }
}
