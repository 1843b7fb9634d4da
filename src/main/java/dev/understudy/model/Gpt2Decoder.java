package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;

/// Greedy or not is the caller's choice: this reads tokens and scores the next. Keys and values of
/// every position stay in a cache of `2 × layers` arrays of `(1, heads, context, width / heads)`.
final class Gpt2Decoder implements Decoder {
    private final Gpt2Config config;
    private final Program program;
    private final IValue weights;
    private final List<NDArray> cache;
    private final IValue cacheList;
    private int length;

    Gpt2Decoder(Gpt2Config config, Program program, IValue weights) {
        this.config = config;
        this.program = program;
        this.weights = weights;
        this.cache = new ArrayList<>();
        long channels = config.width() / config.heads();
        for (int i = 0; i < 2 * config.layers(); i++) {
            cache.add(program.empty(1, config.heads(), config.contextLength(), channels));
        }
        this.cacheList = Program.listOf(cache);
    }

    @Override
    public float[] append(int... ids) {
        long[] values = checked(ids);
        try (IValue id = program.ids(values, 1, values.length);
                IValue logits =
                        program.call("decode", id, weights, config.heads(), cacheList, length);
                NDArray scores = logits.toTensor(program.manager())) {
            length += ids.length;
            return scores.toFloatArray();
        }
    }

    private long[] checked(int[] ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException("no tokens to append");
        }
        if (length + ids.length > config.contextLength()) {
            throw new IllegalArgumentException(
                    length + ids.length + " tokens; the context holds " + config.contextLength());
        }
        long[] values = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= config.vocabularySize()) {
                throw new IllegalArgumentException(
                        "token " + ids[i] + "; the vocabulary has " + config.vocabularySize());
            }
            values[i] = ids[i];
        }
        return values;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("cannot cut " + length + " tokens to " + newLength);
        }
        length = newLength;
    }

    @Override
    public void close() {
        cacheList.close();
        cache.forEach(NDArray::close);
    }
}
