package dev.understudy.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What somebody probably meant to type.
public final class Spelling {
    private Spelling() {}

    /// The one of `known` that is fewest slips away from `typed`, if at most `slips`; among equals
    /// the first.
    public static Optional<String> nearest(String typed, Collection<String> known, int slips) {
        return known.stream()
                .filter(word -> Math.abs(word.length() - typed.length()) <= slips)
                .filter(word -> distance(typed, word) <= slips)
                .min(Comparator.comparingInt(word -> distance(typed, word)));
    }

    /// Those of `known` that are nearest to `typed`, the nearest first: at most `count`, and none
    /// that shares less than half of its letters with it.
    public static List<String> closest(String typed, Collection<String> known, int count) {
        return known.stream()
                .filter(word -> distance(typed, word) * 2 <= Math.max(word.length(), 2))
                .sorted(Comparator.comparingInt(word -> distance(typed, word)))
                .limit(count)
                .toList();
    }

    /// Levenshtein's distance: characters to add, drop or change.
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
