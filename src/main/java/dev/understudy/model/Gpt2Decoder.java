package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Greedy or not is the caller's choice: this reads tokens and scores the next. Keys and values of
/// every position stay in a cache of `2 × layers` arrays of `(1, heads, positions, width / heads)`,
/// which grows as more is read.
final class Gpt2Decoder implements Decoder {
    /// A cache grows by as much as it has, from this on.
    private static final int FEWEST_POSITIONS = 64;

    private final Gpt2Config config;
    private final Program program;
    private final Kernel kernel;
    private List<NDArray> cache = List.of();
    private Optional<IValue> cacheList = Optional.empty();
    private int positions;
    private int length;

    /// The two calls that decode, with a model's weights in whatever precision. The caller closes
    /// what they return.
    interface Kernel {
        /// The logits after some tokens of one sequence; see `decode` in `gpt2.py`.
        IValue decode(IValue ids, IValue cache, int past);

        /// The logits after one token of each of several; see `decode_each`.
        IValue decodeEach(IValue ids, IValue cache, IValue past);
    }

    Gpt2Decoder(Gpt2Config config, Program program, Kernel kernel) {
        this.config = config;
        this.program = program;
        this.kernel = kernel;
    }

    @Override
    public float[] append(int... ids) {
        long[] values = checked(ids);
        makeRoom(values.length);
        try (IValue id = program.ids(values, 1, values.length);
                IValue logits = kernel.decode(id, cacheList.orElseThrow(), length);
                NDArray scores = logits.toTensor(program.manager())) {
            length += ids.length;
            return scores.toFloatArray();
        }
    }

    /// [LanguageModel#appendEach] for decoders of one model.
    static float[][] appendEach(List<Decoder> decoders, int[] ids) {
        if (decoders.size() != ids.length || ids.length == 0) {
            throw new IllegalArgumentException(
                    ids.length + " tokens for " + decoders.size() + " sequences");
        }
        List<Gpt2Decoder> sequences = decoders.stream().map(Gpt2Decoder.class::cast).toList();
        Gpt2Decoder any = sequences.getFirst();
        int count = sequences.size();
        long[] idsAndPositions = new long[2 * count];
        long[] past = new long[count];
        List<NDArray> caches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Gpt2Decoder one = sequences.get(i);
            idsAndPositions[i] = one.checked(new int[] {ids[i]})[0];
            idsAndPositions[count + i] = one.length;
            past[i] = one.length;
        }
        for (Gpt2Decoder one : sequences) {
            one.makeRoom(1);
            caches.addAll(one.cache);
        }
        try (IValue id = any.program.ids(idsAndPositions, 2, count);
                IValue cacheList = Program.listOf(caches);
                IValue pasts = IValue.listFrom(past);
                IValue logits = any.kernel.decodeEach(id, cacheList, pasts);
                NDArray scores = logits.toTensor(any.program.manager())) {
            float[] all = scores.toFloatArray();
            int size = all.length / count;
            float[][] each = new float[count][];
            for (int i = 0; i < count; i++) {
                each[i] = Arrays.copyOfRange(all, i * size, (i + 1) * size);
                sequences.get(i).length++;
            }
            return each;
        }
    }

    @Override
    public long bytes() {
        return 2L * config.layers() * config.width() * positions * Float.BYTES;
    }

    private void makeRoom(int more) {
        if (length + more <= positions) {
            return;
        }
        int wanted = Math.max(length + more, Math.max(FEWEST_POSITIONS, 2 * positions));
        int roomy = Math.min(wanted, config.contextLength());
        List<NDArray> larger = positions == 0 ? empty(roomy) : grown(roomy);
        close();
        cache = larger;
        cacheList = Optional.of(Program.listOf(larger));
        positions = roomy;
    }

    private List<NDArray> empty(int roomy) {
        List<NDArray> arrays = new ArrayList<>();
        long channels = config.width() / config.heads();
        for (int i = 0; i < 2 * config.layers(); i++) {
            arrays.add(program.empty(1, config.heads(), roomy, channels));
        }
        return arrays;
    }

    private List<NDArray> grown(int roomy) {
        try (IValue larger = program.call("grown", cacheList.orElseThrow(), length, (long) roomy)) {
            return larger.toNDList(program.manager());
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
        cacheList.ifPresent(IValue::close);
        cacheList = Optional.empty();
        cache.forEach(NDArray::close);
        cache = List.of();
        positions = 0;
    }
}
