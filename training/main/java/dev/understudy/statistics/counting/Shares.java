package dev.understudy.statistics.counting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Counts as parts of their sum.
final class Shares {
    private static final int WHOLE = 1000;

    private Shares() {}

    /// Each of `counts` in thousandths of their sum, rounded so that they add up to exactly 1000:
    /// down, and up where most was lost. All are 0 when the sum is.
    static List<Integer> perMille(List<Long> counts) {
        double sum = counts.stream().mapToDouble(Long::doubleValue).sum();
        if (sum == 0) {
            return counts.stream().map(_ -> 0).toList();
        }
        double[] exact = counts.stream().mapToDouble(count -> WHOLE * count / sum).toArray();
        int[] shares = Arrays.stream(exact).mapToInt(share -> (int) share).toArray();
        int missing = WHOLE - Arrays.stream(shares).sum();
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> shares[i] - exact[i]))
                .limit(missing)
                .forEach(i -> shares[i]++);
        return Arrays.stream(shares).boxed().toList();
    }
}
