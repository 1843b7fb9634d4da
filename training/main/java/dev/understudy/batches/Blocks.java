package dev.understudy.batches;

import dev.understudy.settings.UserError;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/// A token sequence cut into blocks of one length. From epoch to epoch the cuts between them are at
/// other places. One thread.
final class Blocks extends Batches {

    /// Throws UserError when `tokens`, the `part` of a corpus, do not fill a block and its target.
    Blocks(char[] tokens, int length, String part, IntPredicate learnt) {
        super(tokens, length, learnt);
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
    }

    @Override
    public Batches learning(IntPredicate wanted) {
        return new Blocks(tokens, length, "", wanted);
    }

    /// How many whole blocks lie side by side without overlap, however the cuts fall.
    @Override
    public int count() {
        return (tokens.length - 1) / length;
    }

    @Override
    int[] places(RandomGenerator random) {
        int[] starts = new int[count()];
        int phase = random.nextInt(tokens.length - starts.length * length);
        for (int i = 0; i < starts.length; i++) {
            starts[i] = phase + i * length;
        }
        return starts;
    }

    @Override
    int place(int number) {
        return number * length;
    }

    @Override
    int index(int place, int i) {
        return place + i + 1;
    }

    @Override
    void fill(int place, long[] ids, long[] targets, int offset) {
        for (int i = 0; i < length; i++) {
            ids[offset + i] = tokens[place + i];
            targets[offset + i] = target(index(place, i));
        }
    }
}
