package dev.understudy.sampling;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The tokens that may still be picked, and what each weighs. They are parted, not sorted: expected
/// time grows with the vocabulary, not with its logarithm times it. One thread.
final class Candidates {
    /// Ranges of so many tokens are worth the search for a good pivot, in so large a sample.
    private static final int MANY = 8192;

    private static final int SAMPLE = 128;

    /// By how much of a range's weight a sample errs, about.
    private static final double SAMPLE_ERROR = 0.05;

    private final Keys keys = new Keys();
    private float[] scores = new float[0]; // by token id
    private double[] weights = new double[0]; // by token id
    private int count;
    private double whole; // weight of all candidates
    private double temperature;
    private double highest; // score

    /// Starts over with every token that has a chance at all, by id. No score is NaN or -0, and
    /// they stay as they are until [#weigh].
    void read(float[] scores) {
        this.scores = scores;
        highest = keys.read(scores);
        count = keys.count();
        requireSome();
    }

    /// Starts over with the likeliest token alone.
    void readLikeliest(float[] scores) {
        count = 0;
        float most = Float.NEGATIVE_INFINITY;
        int likeliest = 0;
        for (int id = 0; id < scores.length; id++) {
            if (scores[id] > most) {
                most = scores[id];
                likeliest = id;
                count = 1;
            }
        }
        requireSome();
        keys.read(likeliest, most);
    }

    private void requireSome() {
        if (count == 0) {
            throw new IllegalArgumentException("no token is left to pick from");
        }
    }

    /// Drops all but the `wanted` likeliest.
    void keepLikeliest(int wanted) {
        int from = 0;
        int to = count;
        while (from < wanted && wanted < to) {
            keys.choosePivot(from, to);
            int middle = keys.partition(from, to);
            if (middle >= wanted) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        count = Math.min(wanted, count);
    }

    /// Turns scores into weights: `exp(score / temperature)`, the likeliest weighing 1.
    void weigh(double temperature) {
        this.temperature = temperature;
        if (weights.length < scores.length) {
            weights = new double[scores.length];
        }
        if (count < scores.length / 8) { // so few are faster one at a time
            for (int i = 0; i < count; i++) {
                weights[keys.id(i)] = Math.exp(logWeight(i));
            }
        } else {
            double most = highest;
            for (int id = 0; id < scores.length; id++) {
                weights[id] = (scores[id] - most) / temperature;
            }
            Powers.replace(weights, scores.length);
        }
        whole = weight(0, count);
    }

    private double logWeight(int place) {
        return (keys.score(place) - highest) / temperature;
    }

    private double weight(int place) {
        return weights[keys.id(place)];
    }

    /// Four sums at once, since each addition waits for the one before.
    private double weight(int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            a += weight(i);
            b += weight(i + 1);
            c += weight(i + 2);
            d += weight(i + 3);
        }
        for (; i < to; i++) {
            a += weight(i);
        }
        return (a + b) + (c + d);
    }

    /// Drops all but the fewest, likeliest first, whose weight reaches the share `p` of the whole.
    void keepNucleus(double p) {
        keepFewest(p * whole, whole - p * whole);
    }

    /// Drops all but the fewest, highest keys first, whose weight reaches `wanted`.
    ///
    /// @param surplus what the others weigh, if lower keys weigh less; 0 if they may weigh more
    private void keepFewest(double wanted, double surplus) {
        double missing = wanted;
        double spare = surplus; // at least so much can be dropped yet
        int from = 0; // what lies before is kept
        int to = count; // what lies from here on is not needed
        while (to - from > 1 && missing > 0) {
            keys.choosePivot(from, to);
            double most = (to - from) * weight(to - 1);
            if (most < spare) { // whatever lies below the pivot is not needed
                to = keys.dropBelow(from, to);
                spare -= most;
                continue;
            }
            if (to - from >= MANY && spare > 0) {
                choosePivotNear(from, to, missing / (missing + spare));
            }
            int middle = keys.partition(from, to);
            double before = weight(from, middle);
            if (before >= missing) {
                spare = Math.min(spare, before - missing);
                to = middle;
            } else {
                missing -= before + weight(middle);
                from = middle + 1;
            }
        }
        if (missing > 0 && from < to) {
            missing -= weight(from++);
        }
        count = from;
        whole = wanted - missing;
    }

    /// Chooses a pivot a little above the key at which, going by a sample, this share of a range's
    /// weight is reached: most of the range lies above and is done with.
    private void choosePivotNear(int from, int to, double share) {
        keys.sortSample(from, to, SAMPLE);
        double rest = (share - SAMPLE_ERROR) * weight(to - SAMPLE, to);
        int place = to;
        do {
            rest -= weight(--place);
        } while (rest > 0 && place > to - SAMPLE);
        keys.swap(place, to - 1);
    }

    /// Drops what weighs less than `share` of the likeliest.
    void keepFrom(double share) {
        int end = 0;
        for (int i = 0; i < count; i++) {
            if (weight(i) >= share) {
                keys.swap(i, end++);
            }
        }
        count = end;
        whole = weight(0, count);
    }

    /// Drops all but those whose information is nearest to the expected, the fewest whose weight
    /// reaches the share `p` of the whole, and their equals. From here on keys order by nearness,
    /// no longer by score: nothing but drawing may follow.
    ///
    /// Source: Meister et al. 2023, section 3; in single precision and with equals kept, as
    /// transformers' `TypicalLogitsWarper` has it.
    void keepTypical(double p) {
        double logWhole = Math.log(whole);
        double expected = 0;
        for (int i = 0; i < count; i++) {
            double chance = weight(i) / whole;
            if (chance > 0) { // else its information may be infinite, and adds nothing
                expected += chance * (logWhole - logWeight(i));
            }
        }
        for (int i = 0; i < count; i++) {
            double information = logWhole - logWeight(i);
            keys.setScore(i, 0f - (float) Math.abs(information - expected));
        }
        int all = count;
        keepFewest(p * whole, 0);
        keepEqualsOfTheLowest(all);
    }

    private void keepEqualsOfTheLowest(int all) {
        float lowest = keys.score(0);
        for (int i = 1; i < count; i++) {
            lowest = Math.min(lowest, keys.score(i));
        }
        for (int i = count; i < all; i++) {
            if (keys.score(i) == lowest) {
                whole += weight(i);
                keys.swap(i, count++);
            }
        }
    }

    /// One of those left, each as often as it weighs.
    int draw(RandomGenerator random) {
        double rest = random.nextDouble() * whole;
        int picked = 0;
        for (int i = 0; i < count && rest >= 0; i++) {
            double weight = weight(i);
            if (weight > 0) {
                picked = i;
                rest -= weight;
            }
        }
        return keys.id(picked);
    }

    /// The one that [#readLikeliest] left.
    int likeliest() {
        return keys.id(0);
    }

    /// Ids of those left, ascending.
    int[] ids() {
        return IntStream.range(0, count).map(keys::id).sorted().toArray();
    }

    /// The chance of token `id`, which must be among those left.
    double probability(int id) {
        return weights[id] / whole;
    }
}
