package dev.understudy.batches;

import dev.understudy.model.Batch;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Documents, each in rows of its own: an end of text as the beginning, the document, an end of
/// text as the last target; the rest of the row is filled up and no target.
///
/// A document that is longer than a row goes on in further ones, so that no token is lost. One
/// thread.
final class Documents extends Batches {
    private final int endOfText;

    /// The row's document lies from `begins` to `ends`, exclusive; the row has it from `skips` on.
    private final int[] begins;

    private final int[] ends;
    private final int[] skips;

    /// @param tokens documents with `endOfText` between them; empty ones count for nothing
    Documents(char[] tokens, int length, int endOfText, IntPredicate learnt) {
        super(tokens, length, learnt);
        this.endOfText = endOfText;
        IntStream.Builder starting = IntStream.builder();
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] != endOfText && (i == 0 || tokens[i - 1] == endOfText)) {
                starting.add(i);
            }
        }
        int[] starts = starting.build().toArray();
        int rows = Arrays.stream(starts).map(this::rows).sum();
        begins = new int[rows];
        ends = new int[rows];
        skips = new int[rows];
        int row = 0;
        for (int start : starts) {
            for (int piece = 0; piece < rows(start); piece++) {
                begins[row] = start;
                ends[row] = end(start);
                skips[row++] = piece * length;
            }
        }
    }

    private int end(int start) {
        int end = start;
        while (end < tokens.length && tokens[end] != endOfText) {
            end++;
        }
        return end;
    }

    /// Rows that a document takes: it and one end of text, rounded up.
    private int rows(int start) {
        return (end(start) - start + length) / length;
    }

    @Override
    public Batches learning(IntPredicate wanted) {
        return new Documents(tokens, length, endOfText, wanted);
    }

    @Override
    public int count() {
        return begins.length;
    }

    @Override
    int[] places(RandomGenerator random) {
        return IntStream.range(0, count()).toArray();
    }

    @Override
    int place(int number) {
        return number;
    }

    @Override
    int index(int place, int i) {
        int next = begins[place] + skips[place] + i;
        return next < ends[place] ? next : -1;
    }

    @Override
    void fill(int place, long[] ids, long[] targets, int offset) {
        int begin = begins[place];
        int end = ends[place];
        for (int i = 0; i < length; i++) {
            int next = begin + skips[place] + i;
            ids[offset + i] = next == begin || next > end ? endOfText : tokens[next - 1];
            targets[offset + i] =
                    next < end
                            ? target(next)
                            : next == end ? targetOf(endOfText, end - 1) : Batch.IGNORED;
        }
    }
}
