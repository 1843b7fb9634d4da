package dev.understudy.corpus.selection;

import dev.understudy.chat.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Keeps a long text the first time it is said, and leaves out what repeats it nearly word for
/// word. Short texts stay as often as they are said: a real "lol" is no paste.
///
/// Two texts are compared by their letters and digits alone, in pieces of five: by how many of all
/// different pieces are in both. That share is estimated by MinHash. Memory: some 600 bytes for
/// each different long text. Source: Broder 1997, "On the resemblance and containment of
/// documents".
final class Paste implements Filter {
    private static final int PIECE = 5;
    private static final int BANDS = 8;
    private static final int ROWS = 4;

    /// This many of the [#BANDS]·[#ROWS] hashes agree in texts that are the same: three quarters.
    private static final int SAME = 24;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int shortest;
    private final List<int[]> signatures = new ArrayList<>();

    /// The newest signature with the same hashes in a band.
    private final Map<Long, Integer> byBand = new HashMap<>();

    /// @param shortest letters and digits of a text that counts as long
    Paste(int shortest) {
        this.shortest = Math.max(shortest, PIECE);
    }

    @Override
    public Optional<Omission> judge(Message message, String text) {
        if (text.length() < shortest) {
            return Optional.empty();
        }
        int[] letters =
                text.toLowerCase(Locale.ROOT)
                        .codePoints()
                        .filter(Character::isLetterOrDigit)
                        .toArray();
        return letters.length >= shortest && isRepeated(signature(letters))
                ? Optional.of(Omission.PASTE)
                : Optional.empty();
    }

    private boolean isRepeated(int[] signature) {
        for (int band = 0; band < BANDS; band++) {
            Integer candidate = byBand.get(key(signature, band));
            if (candidate != null && agreeing(signatures.get(candidate), signature) >= SAME) {
                return true;
            }
        }
        for (int band = 0; band < BANDS; band++) {
            byBand.put(key(signature, band), signatures.size());
        }
        signatures.add(signature);
        return false;
    }

    private static int agreeing(int[] one, int[] other) {
        int agreeing = 0;
        for (int i = 0; i < one.length; i++) {
            agreeing += one[i] == other[i] ? 1 : 0;
        }
        return agreeing;
    }

    private static long key(int[] signature, int band) {
        long key = band;
        for (int row = 0; row < ROWS; row++) {
            key = mixed(key * GOLDEN + signature[band * ROWS + row]);
        }
        return key;
    }

    /// The least value of each hash over all pieces.
    private static int[] signature(int[] letters) {
        int[] least = new int[BANDS * ROWS];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int i = 0; i + PIECE <= letters.length; i++) {
            long piece = 0;
            for (int j = 0; j < PIECE; j++) {
                piece = piece * GOLDEN + letters[i + j];
            }
            for (int hash = 0; hash < least.length; hash++) {
                int value = (int) (mixed(piece + hash * GOLDEN) >>> 33);
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
