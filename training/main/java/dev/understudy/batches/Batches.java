package dev.understudy.batches;

import dev.understudy.model.Batch;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The rows in which a model reads a corpus, each with the tokens that follow as targets.
///
/// A token is a `char`: an unsigned 16-bit id, as in `train.bin`. One thread.
public abstract sealed class Batches permits Blocks, Documents {
    /// Learns every token.
    public static final IntPredicate EVERYTHING = _ -> true;

    final char[] tokens;
    final int length;
    private final IntPredicate learnt;
    private int[] shuffled = {};
    private long shuffledEpoch = -1;

    Batches(char[] tokens, int length, IntPredicate learnt) {
        this.tokens = tokens;
        this.length = length;
        this.learnt = learnt;
    }

    /// Blocks side by side, without a gap. Throws UserError when `tokens`, the `part` of a corpus,
    /// do not fill one.
    public static Batches blocks(char[] tokens, int length, String part) {
        return new Blocks(tokens, length, part, EVERYTHING);
    }

    /// Rows that begin where a document does.
    ///
    /// @param tokens documents with `endOfText` between them
    public static Batches documents(char[] tokens, int length, int endOfText) {
        return new Documents(tokens, length, endOfText, EVERYTHING);
    }

    /// The same rows, in which only some tokens are targets; the rest is read without a loss.
    ///
    /// @param wanted whether the token at an index of the corpus is a target
    public abstract Batches learning(IntPredicate wanted);

    /// Tokens in a row.
    public final int length() {
        return length;
    }

    /// How many rows hold the whole corpus: as many in every epoch.
    public abstract int count();

    /// The places of an epoch's rows, in the order of the corpus.
    abstract int[] places(RandomGenerator random);

    /// Puts the row at `place` into `ids` and `targets` from `offset` on.
    abstract void fill(int place, long[] ids, long[] targets, int offset);

    /// Where in the corpus the target after token `i` of the row at `place` is; -1 when it is none
    /// of its tokens.
    abstract int index(int place, int i);

    /// Where in the corpus the target is that follows token `i` of row `number`, counted from the
    /// start of the corpus; -1 for an end of text that is not in it, and for padding.
    public final int targetIndex(int number, int i) {
        return index(place(number), i);
    }

    /// The place of row `number`, counted from the start of the corpus.
    abstract int place(int number);

    /// The target at an index of the corpus, as far as it is learnt.
    final long target(int index) {
        return targetOf(tokens[index], index);
    }

    /// `token` as a target, where the token at `index` is one.
    final long targetOf(int token, int index) {
        return learnt.test(index) ? token : Batch.IGNORED;
    }

    /// The `rows` rows of micro-batch `number`. They follow from `seed` and `number` alone, so a
    /// resumed run draws what an uninterrupted one would have drawn.
    ///
    /// In each epoch every row comes once, in an order of its own; one without a target to learn
    /// gives way to the next that has some.
    public Batch shuffled(int rows, long seed, long number) {
        int[] drawn = new int[rows];
        for (int row = 0; row < rows; row++) {
            long index = number * rows + row;
            long epoch = index / count();
            drawn[row] = order(seed, epoch)[Math.toIntExact(index % count())];
        }
        return at(drawn);
    }

    /// The places of `epoch`, shuffled (Fisher and Yates); the last epoch asked for is kept.
    private int[] order(long seed, long epoch) {
        if (shuffledEpoch != epoch) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(mix(seed, epoch));
            int[] inOrder = places(random);
            int[] order = new int[inOrder.length];
            for (int i = 0; i < order.length; i++) {
                int other = random.nextInt(i + 1);
                order[i] = order[other];
                order[other] = inOrder[i];
            }
            shuffled = withTargets(order);
            shuffledEpoch = epoch;
        }
        return shuffled;
    }

    /// The places in `order` that have a target, again and again until there are as many.
    private int[] withTargets(int[] order) {
        int[] kept = Arrays.stream(order).filter(this::hasTarget).toArray();
        int[] filled = order.clone();
        if (kept.length > 0) {
            Arrays.setAll(filled, i -> kept[i % kept.length]);
        }
        return filled;
    }

    private boolean hasTarget(int place) {
        long[] targets = new long[length];
        fill(place, new long[length], targets, 0);
        return Arrays.stream(targets).anyMatch(target -> target != Batch.IGNORED);
    }

    /// Whether any token of the corpus is learnt.
    public boolean teaches() {
        for (int number = 0; number < count(); number++) {
            if (hasTarget(place(number))) {
                return true;
            }
        }
        return false;
    }

    /// The rows from number `first` on, in the order of the corpus.
    public Batch consecutive(int first, int rows) {
        int[] places = new int[rows];
        Arrays.setAll(places, row -> place(first + row));
        return at(places);
    }

    private Batch at(int[] places) {
        long[] ids = new long[places.length * length];
        long[] targets = new long[ids.length];
        for (int row = 0; row < places.length; row++) {
            fill(places[row], ids, targets, row * length);
        }
        return new Batch(places.length, length, ids, targets);
    }

    /// A seed of its own for each pair; SplitMix64's finalizer (Steele, Lea and Flood 2014).
    public static long mix(long seed, long number) {
        long z = seed * 0x9E3779B97F4A7C15L + number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
