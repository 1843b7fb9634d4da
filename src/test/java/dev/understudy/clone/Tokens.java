package dev.understudy.clone;

import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/// Small tokenizers for tests: GPT-2's 256 byte tokens in the order of their bytes, a few words,
/// the end of text last.
public final class Tokens {
    private Tokens() {}

    /// One token for each byte, as a model "by characters" has.
    public static Tokenizer bytes() {
        return of(List.of(), List.of());
    }

    /// Bytes, and words with a space, a line end or half an emoji in them.
    public static Tokenizer words() {
        return of(
                List.of("ĠĠ", "ĊĊ", "BO", "B:", "he", "hey", "Ġð", "ðŁ", "ĠðŁ", "ALICE", ":Ċ"),
                List.of("Ġ Ġ", "Ċ Ċ", "B O", "h e", "he y"));
    }

    private static Tokenizer of(List<String> words, List<String> merges) {
        List<String> tokens = new ArrayList<>();
        int shifted = 0;
        for (int octet = 0; octet < 256; octet++) {
            boolean asItIs =
                    (octet >= '!' && octet <= '~')
                            || (octet >= 0xA1 && octet <= 0xAC)
                            || octet >= 0xAE;
            tokens.add(Character.toString(asItIs ? octet : 256 + shifted));
            shifted += asItIs ? 0 : 1;
        }
        tokens.addAll(words);
        tokens.add(Tokenizer.END_OF_TEXT);
        return Tokenizer.of(new Vocabulary(tokens, merges));
    }
}
