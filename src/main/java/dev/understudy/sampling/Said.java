package dev.understudy.sampling;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/// What a text holds so far, which is what [Penalties] bear on: a prompt, then what was picked.
/// Steps back as a decoder does.
///
/// Tokens of the layout, such as line ends, are no words: to say them again is no repetition, and
/// words on both sides of one are not in a row. One thread.
public final class Said {
    private final BitSet layout;
    private final BitSet prompt = new BitSet();
    private final Map<Integer, Integer> picked = new HashMap<>();
    private int[] text = new int[64];
    private int length;
    private int promptLength;
    private Grams grams = new Grams(this, 0);

    /// Nothing, in a text where every token is a word.
    public Said() {
        this(new BitSet());
    }

    /// Nothing, in a text where the ids in `layout` are no words.
    public Said(BitSet layout) {
        this.layout = (BitSet) layout.clone();
    }

    /// Tokens of the prompt. Throws IllegalStateException once one was picked.
    public void read(int... ids) {
        if (length > promptLength) {
            throw new IllegalStateException("the prompt comes before what is picked");
        }
        for (int id : ids) {
            append(id);
            prompt.set(id, !layout.get(id));
        }
        promptLength = length;
    }

    /// A token that was picked.
    public void add(int token) {
        append(token);
        if (!layout.get(token)) {
            picked.merge(token, 1, Integer::sum);
        }
    }

    private void append(int token) {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = token;
    }

    /// Takes back what was picked after the first `kept` tokens. Throws IllegalArgumentException
    /// when the prompt is longer than that, or the text is not as long.
    public void truncate(int kept) {
        if (kept < promptLength || kept > length) {
            throw new IllegalArgumentException(
                    "%d tokens of %d cannot be kept after a prompt of %d"
                            .formatted(kept, length, promptLength));
        }
        grams.truncate(kept);
        while (length > kept) {
            picked.computeIfPresent(
                    text[--length], (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        }
    }

    int length() {
        return length;
    }

    int token(int place) {
        return text[place];
    }

    /// Whether there are only words at these places, and there are these places.
    boolean areWords(int from, int to) {
        for (int place = to - 1; place >= Math.max(0, from); place--) {
            if (layout.get(text[place])) {
                return false;
            }
        }
        return from >= 0;
    }

    /// Hands over each word of the text once.
    void forEachWord(IntConsumer reader) {
        prompt.stream().forEach(reader);
        picked.keySet().stream()
                .mapToInt(Integer::intValue)
                .filter(id -> !prompt.get(id))
                .forEach(reader);
    }

    /// How often each word was picked.
    Map<Integer, Integer> picked() {
        return picked;
    }

    /// Hands over the tokens that would complete `size` words in a row for another time; some more
    /// than once.
    void forEachRepeat(int size, IntConsumer reader) {
        if (grams.size() != size) {
            grams = new Grams(this, size);
        }
        grams.forEachRepeat(reader);
    }
}
