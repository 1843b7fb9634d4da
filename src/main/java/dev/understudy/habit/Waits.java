package dev.understudy.habit;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Times between messages, counted in steps of a quarter of an octave: half a second to an hour,
/// each step 19 % longer than the one before. The length of a delay matters by its ratio.
final class Waits {
    static final int STEPS = 52;
    private static final double SHORTEST_SECONDS = 0.5;
    private static final double STEPS_AN_OCTAVE = 4;

    private Waits() {}

    static int step(Duration wait) {
        double octaves = Math.log(wait.toMillis() / 1000.0 / SHORTEST_SECONDS) / Math.log(2);
        return (int) Math.clamp(octaves * STEPS_AN_OCTAVE, 0, STEPS - 1);
    }

    /// A wait within the step that is drawn.
    static Duration draw(Spread spread, RandomGenerator random) {
        double octaves = (spread.draw(random) + random.nextDouble()) / STEPS_AN_OCTAVE;
        return Duration.ofMillis(Math.round(1000 * SHORTEST_SECONDS * Math.pow(2, octaves)));
    }

    /// Waits of about `median`, two in three between half and twice as long.
    static Spread about(Duration median) {
        int middle = step(median);
        return Spread.ofWeights(
                IntStream.range(0, STEPS)
                        .mapToDouble(i -> Math.exp(-0.5 * square((i - middle) / STEPS_AN_OCTAVE)))
                        .toArray());
    }

    private static double square(double value) {
        return value * value;
    }
}
