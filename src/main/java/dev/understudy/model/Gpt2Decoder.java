package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.LanguageModel.Addition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Greedy or not is the caller's choice: this reads tokens and scores the next. Keys and values of
/// every position stay in a cache of an array for each layer, `(2, 1, heads, positions, width /
/// heads)`, which grows as more is read.
final class Gpt2Decoder implements Decoder {
    /// A cache grows by as much as it has, from this on.
    private static final int FEWEST_POSITIONS = 64;

    private final Gpt2Config config;
    private final Program program;
    private final Kernel kernel;
    private List<NDArray> cache = List.of();
    private int positions;
    private int length;

    /// The call that decodes, with a model's weights in whatever precision. The caller closes what
    /// it returns.
    interface Kernel {
        /// See `decode` in `gpt2.py`.
        IValue decode(IValue ids, IValue cache, IValue past, IValue counts, IValue scored);

        /// A matrix `(any, width)` of the type that caches have, which stays the model's.
        IValue like();

        /// Bytes of one number of that type.
        int numberBytes();
    }

    Gpt2Decoder(Gpt2Config config, Program program, Kernel kernel) {
        this.config = config;
        this.program = program;
        this.kernel = kernel;
    }

    @Override
    public float[] append(int... ids) {
        return append(ids, 1)[0];
    }

    @Override
    public float[][] append(int[] ids, int scored) {
        return appendEach(List.of(new Addition(this, ids, scored))).getFirst();
    }

    /// [LanguageModel#appendEach] for decoders of one model.
    static List<float[][]> appendEach(List<Addition> additions) {
        List<Gpt2Decoder> sequences = new ArrayList<>();
        for (Addition one : additions) {
            Gpt2Decoder sequence = (Gpt2Decoder) one.sequence();
            sequence.check(one);
            sequences.add(sequence);
        }
        for (int i = 0; i < sequences.size(); i++) {
            sequences.get(i).makeRoom(additions.get(i).ids().length);
        }
        float[][] logits = sequences.getFirst().decode(sequences, additions);
        List<float[][]> each = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i < sequences.size(); i++) {
            float[][] own = new float[additions.get(i).scored()][];
            System.arraycopy(logits, taken, own, 0, own.length);
            taken += own.length;
            each.add(own);
            sequences.get(i).length += additions.get(i).ids().length;
        }
        return each;
    }

    private float[][] decode(List<Gpt2Decoder> sequences, List<Addition> additions) {
        int tokens = additions.stream().mapToInt(one -> one.ids().length).sum();
        long[] ids = new long[2 * tokens];
        LongStream.Builder scored = LongStream.builder();
        int end = 0;
        for (int i = 0; i < sequences.size(); i++) {
            int start = end;
            for (int id : additions.get(i).ids()) {
                ids[end] = id;
                ids[tokens + end] = (long) sequences.get(i).length + end - start;
                end++;
            }
            for (int row = end - additions.get(i).scored(); row < end; row++) {
                scored.add(row);
            }
        }
        long[] past = sequences.stream().mapToLong(one -> one.length).toArray();
        long[] counts = additions.stream().mapToLong(one -> one.ids().length).toArray();
        long[] rows = scored.build().toArray();
        try (IValue idArray = program.ids(ids, 2, tokens);
                IValue caches = caches(sequences);
                IValue pasts = IValue.listFrom(past);
                IValue countList = IValue.listFrom(counts);
                IValue rowArray = program.ids(rows, 1, rows.length);
                IValue logits = kernel.decode(idArray, caches, pasts, countList, rowArray);
                NDArray scores = logits.toTensor(program.manager())) {
            return split(rows.length == 0 ? new float[0] : scores.toFloatArray(), rows.length);
        }
    }

    private static IValue caches(List<Gpt2Decoder> sequences) {
        return Program.listOf(sequences.stream().flatMap(one -> one.cache.stream()).toList());
    }

    private static float[][] split(float[] all, int rows) {
        if (rows == 1) {
            return new float[][] {all};
        }
        float[][] each = new float[rows][rows == 0 ? 0 : all.length / rows];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(all, i * each[i].length, each[i], 0, each[i].length);
        }
        return each;
    }

    @Override
    public Optional<Decoder> copy() {
        Gpt2Decoder copy = new Gpt2Decoder(config, program, kernel);
        copy.cache = grown(positions);
        copy.positions = positions;
        copy.length = length;
        return Optional.of(copy);
    }

    @Override
    public long bytes() {
        return 2L * config.layers() * config.width() * positions * kernel.numberBytes();
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
        positions = roomy;
    }

    private List<NDArray> empty(int roomy) {
        try (IValue made =
                program.call(
                        "fresh", kernel.like(), config.layers(), config.heads(), (long) roomy)) {
            return made.toNDList(program.manager());
        }
    }

    private List<NDArray> grown(int roomy) {
        try (IValue small = Program.listOf(cache);
                IValue larger = program.call("grown", small, length, (long) roomy)) {
            return larger.toNDList(program.manager());
        }
    }

    private void check(Addition addition) {
        int[] ids = addition.ids();
        if (ids.length == 0) {
            throw new IllegalArgumentException("no tokens to append");
        }
        if (addition.scored() < 0 || addition.scored() > ids.length) {
            throw new IllegalArgumentException(
                    addition.scored() + " of " + ids.length + " tokens to be scored");
        }
        if (length + ids.length > config.contextLength()) {
            throw new IllegalArgumentException(
                    length + ids.length + " tokens; the context holds " + config.contextLength());
        }
        for (int id : ids) {
            if (id < 0 || id >= config.vocabularySize()) {
                throw new IllegalArgumentException(
                        "token " + id + "; the vocabulary has " + config.vocabularySize());
            }
        }
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
        cache.forEach(NDArray::close);
        cache = List.of();
        positions = 0;
    }
}
