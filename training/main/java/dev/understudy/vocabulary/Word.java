package dev.understudy.vocabulary;

/// One distinct pre-token as the ids of its tokens, fewer after each merge.
final class Word {
    private final int[] ids;
    private final long count;
    private int length;

    /// @param count how often the text holds it
    Word(int[] ids, long count) {
        this.ids = ids;
        this.count = count;
        length = ids.length;
    }

    /// Hears how the pairs of neighbours change.
    interface PairSink {
        /// The pair `left`, `right` occurs `change` times more than before; less when negative.
        void changed(int left, int right, long change);
    }

    void forEachPair(PairSink sink) {
        for (int i = 1; i < length; i++) {
            sink.changed(ids[i - 1], ids[i], count);
        }
    }

    /// Puts `merged` in place of every `left` that stands before a `right`, from the front on.
    ///
    /// In a run such as `aaa`, pairs overlap and are all counted; a merge takes back only those at
    /// its two ends. Hugging Face's trainer counts the same way, and equal counts give equal
    /// merges.
    void merge(int left, int right, int merged, PairSink sink) {
        int end = 0;
        int next = 0;
        while (next < length) {
            if (ids[next] != left || next + 1 == length || ids[next + 1] != right) {
                ids[end++] = ids[next++];
                continue;
            }
            if (end > 0) {
                sink.changed(ids[end - 1], left, -count);
                sink.changed(ids[end - 1], merged, count);
            }
            if (next + 2 < length) {
                sink.changed(right, ids[next + 2], -count);
                sink.changed(merged, ids[next + 2], count);
            }
            ids[end++] = merged;
            next += 2;
        }
        length = end;
    }
}
