package dev.understudy.generation;

import dev.understudy.tokenizer.Tokenizer;
import java.util.Arrays;

/// What a model reads before it goes on.
///
/// @param ids at least one token, at most what the model reads at once
/// @param cut whether the text was longer, and its beginning is left out
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Prompt(int[] ids, boolean cut) {
    public Prompt {
        ids = ids.clone();
        if (ids.length == 0) {
            throw new IllegalArgumentException("a prompt has at least one token");
        }
    }

    /// The last tokens of `text` that `model` reads at once; where there are none, the end of the
    /// text before.
    public static Prompt of(String text, TextModel model) {
        Tokenizer tokenizer = model.tokenizer();
        if (text.isEmpty()) {
            return new Prompt(new int[] {tokenizer.endOfText()}, false);
        }
        int context = model.model().contextLength();
        int[] ids = tokenizer.encode(tail(text, (long) context * longestToken(tokenizer)));
        return ids.length <= context
                ? new Prompt(ids, false)
                : new Prompt(Arrays.copyOfRange(ids, ids.length - context, ids.length), true);
    }

    /// Spares the tokenizer megabytes that are cut off anyway: the rest has more tokens than fit.
    private static String tail(String text, long characters) {
        if (text.length() <= characters + 1) {
            return text;
        }
        int start = (int) (text.length() - characters - 1);
        return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }

    /// Bytes of the longest token, and so at least as many as its characters.
    private static int longestToken(Tokenizer tokenizer) {
        int longest = 1;
        for (int id = 0; id < tokenizer.vocabularySize(); id++) {
            longest = Math.max(longest, tokenizer.bytes(id).length);
        }
        return longest;
    }
}
