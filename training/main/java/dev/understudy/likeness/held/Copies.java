package dev.understudy.likeness.held;

import dev.understudy.chat.Turn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// Finds runs of words that stand in what was learnt. It keeps 8 bytes for each word; in a text
/// with 10^8 runs, one in 10^11 is found wrongly. Thread-safe.
public final class Copies {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final int words;
    private final long[] runs;

    private Copies(int words, long[] runs) {
        this.words = words;
        this.runs = runs;
    }

    /// Knows every `words` words in a row of `learnt`.
    public static Copies of(List<Turn> learnt, int words) {
        long[] runs =
                learnt.stream()
                        .flatMapToLong(turn -> runs(turn.text(), words))
                        .sorted()
                        .distinct()
                        .toArray();
        return new Copies(words, runs);
    }

    /// Whether so many words in a row of `text` were learnt.
    public boolean isIn(String text) {
        return runs(text, words).anyMatch(run -> Arrays.binarySearch(runs, run) >= 0);
    }

    /// A number for each run, of the words as they were typed; white space is all alike.
    private static LongStream runs(String text, int length) {
        String[] words = text.strip().split("\\s+", -1);
        LongStream.Builder runs = LongStream.builder();
        for (int start = 0; start + length <= words.length; start++) {
            long run = 0;
            for (int i = start; i < start + length; i++) {
                run = mixed(run * FACTOR + hash(words[i]));
            }
            runs.add(run);
        }
        return runs.build();
    }

    private static long hash(String word) {
        long hash = word.length();
        for (int i = 0; i < word.length(); i++) {
            hash = mixed(hash * FACTOR + word.charAt(i));
        }
        return hash;
    }

    /// Source: Stafford's thirteenth variant of the finaliser of MurmurHash3.
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
