package dev.understudy.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What somebody probably meant to type.
public final class Nearest {
    private Nearest() {}

    /// Those of `accepted` that are a few keystrokes from `typed`, nearest first, at most three;
    /// empty when nothing is near. Case does not count.
    public static List<String> to(String typed, Collection<String> accepted) {
        int far = Math.max(1, Math.min(3, (typed.length() + 1) / 3));
        return accepted.stream()
                .filter(word -> distance(typed, word) <= far)
                .sorted(
                        Comparator.comparingInt((String word) -> distance(typed, word))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .toList();
    }

    /// Letters to insert, drop, change, or swap with their neighbour to make one from the other.
    /// Source: Damerau 1964, in the form called optimal string alignment.
    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int best = cost[i - 1][j - 1] + (same ? 0 : 1);
                best = Math.min(best, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, 1 + cost[i - 2][j - 2]);
                }
                cost[i][j] = best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
