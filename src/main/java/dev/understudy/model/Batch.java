package dev.understudy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows of token ids with, for each, the id that should come next.
///
/// @param rows sequences side by side
/// @param length tokens in each
/// @param ids shape `(rows, length)`, row by row
/// @param targets shape `(rows, length)`; [#IGNORED] where no loss is wanted
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
public record Batch(int rows, int length, long[] ids, long[] targets) {
    /// A target that counts for nothing, as in PyTorch's cross entropy.
    public static final long IGNORED = -100;

    public Batch {
        if (ids.length != rows * length || targets.length != ids.length || rows * length == 0) {
            throw new IllegalArgumentException(
                    ids.length
                            + " ids and "
                            + targets.length
                            + " targets for "
                            + rows
                            + " × "
                            + length);
        }
    }

    /// How many targets count.
    public int counted() {
        int counted = 0;
        for (long target : targets) {
            counted += target == IGNORED ? 0 : 1;
        }
        return counted;
    }

    /// The same rows in at most `pieces` batches of about one size, none of them empty.
    public List<Batch> cut(int pieces) {
        int count = Math.min(pieces, rows);
        List<Batch> cut = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = i * rows / count * length;
            int to = (i + 1) * rows / count * length;
            cut.add(
                    new Batch(
                            (to - from) / length,
                            length,
                            Arrays.copyOfRange(ids, from, to),
                            Arrays.copyOfRange(targets, from, to)));
        }
        return cut;
    }
}
