package dev.understudy.model;

/// One sequence being read and continued; what was read is cached and never read twice. One thread.
public interface Decoder extends AutoCloseable {

    /// Appends `ids` (at least one) and returns the logits of the token that would come next.
    ///
    /// Shape: `(vocabulary)`, raw scores, any real number. Throws IllegalArgumentException when an
    /// id is outside the vocabulary or the sequence would pass the context length; the sequence is
    /// then as it was.
    float[] append(int... ids);

    /// How many tokens were appended.
    int length();

    /// Forgets every token from position `length` on. Throws IllegalArgumentException when the
    /// sequence is shorter.
    void truncate(int length);

    /// Bytes that the cache takes; 0 where that is not known.
    default long bytes() {
        return 0;
    }

    /// Frees the cache.
    @Override
    void close();
}
