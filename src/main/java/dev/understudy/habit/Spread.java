package dev.understudy.habit;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// How likely each of a few numbered cases is.
final class Spread {
    /// The chance of each case or one before it; the last is 1.
    private final double[] upTo;

    private Spread(double[] weights) {
        upTo = weights.clone();
        Arrays.parallelPrefix(upTo, Double::sum);
        double all = upTo[upTo.length - 1];
        if (!(all > 0)) {
            throw new IllegalArgumentException("nothing is likely");
        }
        Arrays.setAll(upTo, i -> upTo[i] / all);
    }

    /// Cases as likely as their weights against each other.
    static Spread ofWeights(double... weights) {
        return new Spread(weights);
    }

    /// What was seen, as if `strength` cases of `usual` had been seen before.
    static Spread ofCounts(long[] seen, Spread usual, double strength) {
        return new Spread(
                IntStream.range(0, seen.length)
                        .mapToDouble(i -> seen[i] + strength * usual.chance(i))
                        .toArray());
    }

    int size() {
        return upTo.length;
    }

    double chance(int number) {
        return number == 0 ? upTo[0] : upTo[number] - upTo[number - 1];
    }

    int draw(RandomGenerator random) {
        double point = random.nextDouble();
        int number = 0;
        while (number < upTo.length - 1 && point >= upTo[number]) {
            number++;
        }
        return number;
    }
}
