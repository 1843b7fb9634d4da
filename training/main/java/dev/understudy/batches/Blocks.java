package dev.understudy.batches;

import dev.understudy.model.Batch;
import dev.understudy.settings.UserError;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/// A token sequence cut into blocks of one length. In each epoch every token but the first, which
/// nothing foretells, is a target once. From epoch to epoch the cuts are at other places, so the
/// first block and the last may be shorter: the rest of their rows is no target. One thread.
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

    /// How many blocks hold all targets, however the cuts fall.
    @Override
    public int count() {
        return (tokens.length - 2 + length) / length;
    }

    /// The first place is not after the first token, so that it may be below zero.
    @Override
    int[] places(RandomGenerator random) {
        int[] starts = new int[count()];
        int unfilled = starts.length * length - (tokens.length - 1);
        int phase = random.nextInt(unfilled + 1);
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i * length - phase;
        }
        return starts;
    }

    @Override
    int place(int number) {
        return number * length;
    }

    @Override
    int index(int place, int i) {
        int next = Math.max(place, 0) + i + 1;
        return next < Math.min(place + length + 1, tokens.length) ? next : -1;
    }

    /// A short row is filled up with its last token; attention looks back alone, so no target sees
    /// that.
    @Override
    void fill(int place, long[] ids, long[] targets, int offset) {
        for (int i = 0; i < length; i++) {
            int next = index(place, i);
            boolean filler = next < 0;
            ids[offset + i] = filler ? ids[offset + i - 1] : tokens[next - 1];
            targets[offset + i] = filler ? Batch.IGNORED : target(next);
        }
    }
}
