package dev.understudy.model;

import java.util.Arrays;
import java.util.Optional;

/// One sequence being read and continued; what was read is cached and never read twice. One thread.
public interface Decoder extends AutoCloseable {

    /// Appends `ids` (at least one) and returns the logits of the token that would come next.
    ///
    /// Shape: `(vocabulary)`, raw scores, any real number. Throws IllegalArgumentException when an
    /// id is outside the vocabulary or the sequence would pass the context length; the sequence is
    /// then as it was.
    float[] append(int... ids);

    /// The same with the logits after each of the last `scored` of the ids, the last one's at the
    /// end: what a model says about tokens that somebody else chose. None when `scored` is 0.
    ///
    /// Shape: `(scored, vocabulary)`.
    default float[][] append(int[] ids, int scored) {
        int unscored = ids.length - scored;
        float[][] logits = new float[scored][];
        int before = length();
        try {
            if (unscored > 0) {
                append(Arrays.copyOf(ids, unscored));
            }
            for (int i = 0; i < scored; i++) {
                logits[i] = append(ids[unscored + i]);
            }
            return logits;
        } catch (RuntimeException refused) {
            truncate(before);
            throw refused;
        }
    }

    /// How many tokens were appended.
    int length();

    /// Forgets every token from position `length` on. Throws IllegalArgumentException when the
    /// sequence is shorter.
    void truncate(int length);

    /// Another one that has read the same; empty where to read it again would take no longer. Close
    /// it, too.
    default Optional<Decoder> copy() {
        return Optional.empty();
    }

    /// Bytes that the cache takes; 0 where that is not known.
    default long bytes() {
        return 0;
    }

    /// Frees the cache.
    @Override
    void close();
}
