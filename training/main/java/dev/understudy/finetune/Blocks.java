package dev.understudy.finetune;

import dev.understudy.model.Batch;
import dev.understudy.settings.UserError;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A token sequence cut into blocks of one length, each with the tokens that follow as targets.
///
/// A token is a `char`: an unsigned 16-bit id, as in `train.bin`. One thread.
final class Blocks {
    private final char[] tokens;
    private final int length;
    private final IntPredicate counted;
    private int[] shuffled = {};
    private long shuffledEpoch = -1;

    /// Throws UserError when `tokens`, the `part` of a corpus, do not fill a block and its target.
    Blocks(char[] tokens, int length, String part) {
        this(tokens, length, part, _ -> true);
    }

    /// The same with a loss on some tokens alone.
    ///
    /// @param counted whether the token at a place counts; the target is [Batch#IGNORED] where not
    Blocks(char[] tokens, int length, String part, IntPredicate counted) {
        if (tokens.length < length + 1) {
            throw new UserError(
                    "The "
                            + part
                            + " text has "
                            + tokens.length
                            + " tokens; a block of "
                            + length
                            + " needs "
                            + (length + 1)
                            + ".",
                    "Import more messages, or train with a shorter --block.");
        }
        this.tokens = tokens;
        this.length = length;
        this.counted = counted;
    }

    /// Tokens in a block.
    int length() {
        return length;
    }

    /// The `rows` blocks of micro-batch `number`. They follow from `seed` and `number` alone, so a
    /// resumed run draws what an uninterrupted one would have drawn.
    ///
    /// In each epoch every block comes once, in an order of its own, and the cuts between blocks
    /// are at other places than in the epoch before.
    Batch shuffled(int rows, long seed, long number) {
        int[] starts = new int[rows];
        for (int row = 0; row < rows; row++) {
            long index = number * rows + row;
            long epoch = index / count();
            starts[row] = order(seed, epoch)[Math.toIntExact(index % count())];
        }
        return at(starts);
    }

    /// Where the blocks of `epoch` begin, shuffled (Fisher and Yates); the last epoch asked for is
    /// kept.
    private int[] order(long seed, long epoch) {
        if (shuffledEpoch != epoch) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(mix(seed, epoch));
            int[] starts = new int[count()];
            int phase = random.nextInt(tokens.length - starts.length * length);
            for (int i = 0; i < starts.length; i++) {
                int other = random.nextInt(i + 1);
                starts[i] = starts[other];
                starts[other] = phase + i * length;
            }
            shuffled = starts;
            shuffledEpoch = epoch;
        }
        return shuffled;
    }

    /// A seed of its own for each pair; SplitMix64's finalizer (Steele, Lea and Flood 2014).
    static long mix(long seed, long number) {
        long z = seed * 0x9E3779B97F4A7C15L + number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// How many whole blocks lie side by side without overlap: as many in every epoch, however the
    /// cuts fall.
    int count() {
        return (tokens.length - 1) / length;
    }

    /// The consecutive blocks from number `first` on, `rows` of them.
    Batch consecutive(int first, int rows) {
        int[] starts = new int[rows];
        for (int row = 0; row < rows; row++) {
            starts[row] = (first + row) * length;
        }
        return at(starts);
    }

    private Batch at(int[] starts) {
        long[] ids = new long[starts.length * length];
        long[] targets = new long[ids.length];
        for (int row = 0; row < starts.length; row++) {
            for (int i = 0; i < length; i++) {
                ids[row * length + i] = tokens[starts[row] + i];
                int next = starts[row] + i + 1;
                targets[row * length + i] = counted.test(next) ? tokens[next] : Batch.IGNORED;
            }
        }
        return new Batch(starts.length, length, ids, targets);
    }
}
