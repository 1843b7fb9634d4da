package dev.understudy.sampling;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/// Words that stood in a row in a text, found by all but the last of them. Grows and shrinks with
/// the text: a token costs as much as the row is long, a question as often as those words came. One
/// thread.
final class Grams {
    private static final int NONE = -1;

    private final Said text;
    private final int size;

    /// By the hash of a row without its last word: where that last word is, the latest of them.
    private final Map<Integer, Integer> latest = new HashMap<>();

    /// By place of a last word: the one of the same hash before, or none.
    private int[] earlier = new int[0];

    private int read;

    Grams(Said text, int size) {
        this.text = text;
        this.size = size;
    }

    int size() {
        return size;
    }

    /// Forgets what is about to be taken back.
    void truncate(int length) {
        while (read > length) {
            int last = --read;
            if (!isRow(last)) {
                continue;
            }
            if (earlier[last] == NONE) {
                latest.remove(hash(last));
            } else {
                latest.put(hash(last), earlier[last]);
            }
        }
    }

    /// Hands over what came after the last words whenever they came before.
    void forEachRepeat(IntConsumer reader) {
        readOn();
        int end = text.length();
        if (!text.areWords(end - size + 1, end)) {
            return;
        }
        int last = latest.getOrDefault(hash(end), NONE);
        for (; last != NONE; last = earlier[last]) {
            if (isSame(last, end)) {
                reader.accept(text.token(last));
            }
        }
    }

    private void readOn() {
        if (earlier.length < text.length()) {
            earlier = Arrays.copyOf(earlier, 2 * text.length());
        }
        for (; read < text.length(); read++) {
            if (isRow(read)) {
                Integer before = latest.put(hash(read), read);
                earlier[read] = before == null ? NONE : before;
            }
        }
    }

    private boolean isRow(int last) {
        return text.areWords(last - size + 1, last + 1);
    }

    /// Of the words before `last` that are in a row with it.
    private int hash(int last) {
        int hash = 0;
        for (int place = last - size + 1; place < last; place++) {
            hash = 31 * hash + text.token(place);
        }
        return hash;
    }

    private boolean isSame(int one, int other) {
        for (int back = 1; back < size; back++) {
            if (text.token(one - back) != text.token(other - back)) {
                return false;
            }
        }
        return true;
    }
}
