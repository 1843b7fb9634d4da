package dev.understudy.nightly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Counts messages of one sender and one day that say nearly the same as another of them: about
/// half of their letters, in pieces of four, are the same. Short ones are nobody's spam.
///
/// Source: MinHash, Broder 1997. Memory: about a kilobyte a message. One thread.
final class Alike {
    private static final int PIECE = 4;
    private static final int SHORTEST = 12;
    private static final int BANDS = 8;
    private static final int ROWS = 2;

    /// So many of the 16 hashes agree in texts that have half of their pieces in common.
    private static final int SAME = 7;

    private final List<int[]> signatures = new ArrayList<>();
    private final Map<Long, List<Integer>> byBand = new HashMap<>();
    private final BitSet alike = new BitSet();

    void add(String text) {
        int[] letters =
                text.toLowerCase(Locale.ROOT)
                        .codePoints()
                        .filter(Character::isLetterOrDigit)
                        .toArray();
        if (letters.length < SHORTEST) {
            return;
        }
        int[] signature = signature(letters);
        int index = signatures.size();
        signatures.add(signature);
        for (int band = 0; band < BANDS; band++) {
            List<Integer> near =
                    byBand.computeIfAbsent(key(signature, band), _ -> new ArrayList<>(1));
            for (int other : near) {
                if (agreeing(signatures.get(other), signature) >= SAME) {
                    alike.set(other);
                    alike.set(index);
                }
            }
            if (near.size() < BANDS) { // of hundreds that are the same, a few are enough
                near.add(index);
            }
        }
    }

    /// How many of them there are.
    int count() {
        return alike.cardinality();
    }

    private static int agreeing(int[] one, int[] other) {
        int agreeing = 0;
        for (int i = 0; i < one.length; i++) {
            agreeing += one[i] == other[i] ? 1 : 0;
        }
        return agreeing;
    }

    private static long key(int[] signature, int band) {
        long both = ((long) signature[band * ROWS] << 32) ^ signature[band * ROWS + 1];
        return mixed(both + band);
    }

    private static int[] signature(int[] letters) {
        int[] least = new int[BANDS * ROWS];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int i = 0; i + PIECE <= letters.length; i++) {
            long piece = 0;
            for (int j = 0; j < PIECE; j++) {
                piece = piece * 0x9E3779B97F4A7C15L + letters[i + j];
            }
            for (int hash = 0; hash < least.length; hash++) {
                int value = (int) (mixed(piece + hash * 0x9E3779B97F4A7C15L) >>> 33);
                least[hash] = Math.min(least[hash], value);
            }
        }
        return least;
    }

    /// SplitMix64's finalizer (Steele, Lea and Flood 2014).
    private static long mixed(long z) {
        long once = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
        return twice ^ (twice >>> 31);
    }
}
