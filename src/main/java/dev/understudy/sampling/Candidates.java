package dev.understudy.sampling;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The tokens that may still be picked. Selection is by partition, as in quickselect, so that
/// nothing is sorted: expected time grows with the vocabulary, not with its logarithm times it.
///
/// Each candidate is one `long` that orders as it should: score above, then lower ids above. One
/// thread.
final class Candidates {
    private long[] keys = new long[0];
    private double[] weights = new double[0]; // by token id
    private int count;
    private double temperature;
    private double highest; // score

    /// Starts over with every token that has a chance at all, by id.
    void read(float[] scores) {
        if (keys.length < scores.length) {
            keys = new long[scores.length];
            weights = new double[scores.length];
        }
        count = 0;
        for (int id = 0; id < scores.length; id++) {
            if (scores[id] != Float.NEGATIVE_INFINITY) {
                keys[count++] = key(scores[id], id);
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("no token is left to pick from");
        }
    }

    /// Drops all but the `wanted` likeliest.
    void keepLikeliest(int wanted) {
        int from = 0;
        int to = count;
        while (from < wanted && wanted < to) {
            int middle = partition(from, to);
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
        highest = score(highestKey());
        for (int i = 0; i < count; i++) {
            weights[id(keys[i])] = Math.exp(logWeight(keys[i]));
        }
    }

    private double logWeight(long key) {
        return ((double) score(key) - highest) / temperature;
    }

    /// Drops all but the fewest, likeliest first, whose weight reaches the share `p` of the whole.
    void keepNucleus(double p) {
        double missing = p * weight(0, count);
        int from = 0; // what lies before is kept
        int to = count; // what lies from here on is not needed
        while (to - from > 1 && missing > 0) {
            int middle = partition(from, to);
            double before = weight(from, middle);
            if (before >= missing) {
                to = middle;
            } else {
                missing -= before + weights[id(keys[middle])];
                from = middle + 1;
            }
        }
        count = missing > 0 ? to : from;
    }

    /// Drops what weighs less than `share` of the likeliest.
    void keepFrom(double share) {
        int end = 0;
        for (int i = 0; i < count; i++) {
            if (weights[id(keys[i])] >= share) {
                swap(i, end++);
            }
        }
        count = end;
    }

    /// Drops all but those whose information is nearest to the expected, the fewest whose weight
    /// reaches the share `p` of the whole, and their equals. From here on keys order by nearness,
    /// no longer by score: nothing but drawing may follow.
    ///
    /// Source: Meister et al. 2023, section 3; in single precision and with equals kept, as
    /// transformers' `TypicalLogitsWarper` has it.
    void keepTypical(double p) {
        double whole = weight(0, count);
        double logWhole = Math.log(whole);
        double expected = 0;
        for (int i = 0; i < count; i++) {
            double chance = weights[id(keys[i])] / whole;
            if (chance > 0) { // else its information may be infinite, and adds nothing
                expected += chance * (logWhole - logWeight(keys[i]));
            }
        }
        for (int i = 0; i < count; i++) {
            double information = logWhole - logWeight(keys[i]);
            keys[i] = key((float) -Math.abs(information - expected), id(keys[i]));
        }
        int all = count;
        keepNucleus(p);
        keepEqualsOfTheLowest(all);
    }

    private void keepEqualsOfTheLowest(int all) {
        float lowest = score(keys[0]);
        for (int i = 1; i < count; i++) {
            lowest = Math.min(lowest, score(keys[i]));
        }
        for (int i = count; i < all; i++) {
            if (score(keys[i]) == lowest) {
                swap(i, count++);
            }
        }
    }

    /// One of those left, each as often as it weighs.
    int draw(RandomGenerator random) {
        double rest = random.nextDouble() * weight(0, count);
        int picked = id(keys[0]);
        for (int i = 0; i < count && rest >= 0; i++) {
            int candidate = id(keys[i]);
            if (weights[candidate] > 0) {
                picked = candidate;
                rest -= weights[candidate];
            }
        }
        return picked;
    }

    /// The one with the highest score.
    int likeliest() {
        return id(highestKey());
    }

    /// Ids of those left, ascending.
    int[] ids() {
        return Arrays.stream(keys, 0, count).mapToInt(Candidates::id).sorted().toArray();
    }

    /// The chance of token `id`, which must be among those left.
    double probability(int id) {
        return weights[id] / weight(0, count);
    }

    private long highestKey() {
        long highest = keys[0];
        for (int i = 1; i < count; i++) {
            highest = Math.max(highest, keys[i]);
        }
        return highest;
    }

    private double weight(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += weights[id(keys[i])];
        }
        return sum;
    }

    /// Moves higher keys before a pivot and lower ones behind it; returns where the pivot went.
    private int partition(int from, int to) {
        int last = to - 1;
        swap(median(from, (from + last) >>> 1, last), last);
        long pivot = keys[last];
        int end = from;
        for (int i = from; i < last; i++) {
            if (keys[i] > pivot) {
                swap(i, end++);
            }
        }
        swap(end, last);
        return end;
    }

    private int median(int a, int b, int c) {
        long low = Math.min(keys[a], keys[c]);
        long high = Math.max(keys[a], keys[c]);
        if (keys[b] >= low && keys[b] <= high) {
            return b;
        }
        return (keys[b] < low) == (keys[a] == low) ? a : c;
    }

    private void swap(int a, int b) {
        long key = keys[a];
        keys[a] = keys[b];
        keys[b] = key;
    }

    /// Score in the upper half, made to order as integers do; the id's complement in the lower.
    private static long key(float score, int id) {
        int bits = Float.floatToRawIntBits(score + 0f); // -0 becomes 0
        int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) ordered << Integer.SIZE) | (~id & 0xFFFF_FFFFL);
    }

    private static float score(long key) {
        int ordered = (int) (key >> Integer.SIZE);
        return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & Integer.MAX_VALUE));
    }

    private static int id(long key) {
        return ~(int) key;
    }
}
