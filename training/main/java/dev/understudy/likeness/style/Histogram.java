package dev.understudy.likeness.style;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// How often each of some things was counted. One thread.
public final class Histogram {
    private final Map<Object, Long> counts = new HashMap<>();
    private long total;

    /// Counts `thing` once more.
    public void add(Object thing) {
        counts.merge(thing, 1L, Long::sum);
        total++;
    }

    /// How many were counted.
    public long total() {
        return total;
    }

    private double part(Object thing) {
        return (double) counts.getOrDefault(thing, 0L) / total;
    }

    /// The Jensen-Shannon divergence in bits: 0 where both have the same parts, 1 where they share
    /// nothing. Two empty ones are the same; an empty one shares nothing.
    ///
    /// Source: Lin 1991, section IV, with equal weights.
    public static double divergence(Histogram one, Histogram other) {
        if (one.total == 0 || other.total == 0) {
            return one.total == other.total ? 0 : 1;
        }
        Set<Object> things = new HashSet<>(one.counts.keySet());
        things.addAll(other.counts.keySet());
        double bits = 0;
        for (Object thing : things) {
            double p = one.part(thing);
            double q = other.part(thing);
            double middle = (p + q) / 2;
            bits += (term(p, middle) + term(q, middle)) / 2;
        }
        return Math.clamp(bits, 0, 1);
    }

    private static double term(double part, double middle) {
        return part == 0 ? 0 : part * Math.log(part / middle) / Math.log(2);
    }
}
