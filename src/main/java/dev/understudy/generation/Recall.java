package dev.understudy.generation;

import dev.understudy.model.Decoder;
import java.util.Arrays;

/// What a model has read of one text, so that it reads only what is new when it goes on. Whatever
/// is in it, what comes next is the same. One thread at a time; close it before the model.
public final class Recall implements AutoCloseable {
    private final Decoder decoder;
    private int[] read = {};
    private int length;

    /// Of one that has read nothing yet, and is closed with this.
    public Recall(Decoder decoder) {
        this.decoder = decoder;
    }

    /// Reads `prompt` as far as it is new, and forgets what is not in it. Returns the scores of the
    /// token that comes next.
    public float[] read(int[] prompt) {
        truncate(known(prompt));
        return append(Arrays.copyOfRange(prompt, length, prompt.length));
    }

    /// How many tokens at the beginning are those that were read; never all of them, as the last
    /// one's scores are asked for.
    private int known(int[] prompt) {
        int most = Math.min(length, prompt.length - 1);
        int differs = Arrays.mismatch(read, 0, most, prompt, 0, most);
        return differs < 0 ? most : differs;
    }

    /// Reads tokens after those that were read, and returns the scores of the next.
    public float[] append(int... ids) {
        float[] scores = decoder.append(ids);
        read = Arrays.copyOf(read, Math.max(read.length, decoder.length()));
        System.arraycopy(ids, 0, read, length, ids.length);
        length += ids.length;
        return scores;
    }

    /// Forgets all after the first so many tokens.
    public void truncate(int tokens) {
        decoder.truncate(tokens);
        length = tokens;
    }

    /// Bytes of memory that it takes.
    public long bytes() {
        return decoder.bytes() + (long) read.length * Integer.BYTES;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
