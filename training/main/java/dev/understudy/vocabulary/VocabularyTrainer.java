package dev.understudy.vocabulary;

import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.ByteAlphabet;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Learns a byte-level BPE: starts from the 256 bytes, and again and again makes one token of the
/// two neighbours seen together most often.
///
/// Ids: the bytes in [ByteAlphabet#ordered] order from 0 to 255, then the learned tokens, the end
/// of text last; GPT-2's own layout. The same texts in any order give the same vocabulary. Memory:
/// the distinct words, bounded; texts are not kept. One thread. Source: Sennrich et al. 2016; ties
/// and counts as in huggingface/tokenizers `models/bpe/trainer.rs`.
public final class VocabularyTrainer {
    /// The size that learns nothing: 256 bytes and the end of text, which for English is
    /// "characters".
    public static final int CHARACTERS = 257;

    /// The largest size: ids are stored in 16 bits.
    public static final int LARGEST = 65_536;

    private static final long WORD_BYTES = 128L << 20;

    private final PreTokens counts = new PreTokens(WORD_BYTES);
    private final int vocabularySize;

    /// Throws UserError when `vocabularySize` is not from [#CHARACTERS] to [#LARGEST].
    ///
    /// @param vocabularySize how many tokens there may be, the end of text included; text with too
    ///   few repetitions gives fewer
    public VocabularyTrainer(int vocabularySize) {
        if (vocabularySize < CHARACTERS || vocabularySize > LARGEST) {
            throw new UserError(
                    "The vocabulary size is %d; accepted: %d to %d."
                            .formatted(vocabularySize, CHARACTERS, LARGEST),
                    "%d means single bytes; 1024 suits a megabyte of chat.".formatted(CHARACTERS));
        }
        this.vocabularySize = vocabularySize;
    }

    /// The vocabulary of `texts`.
    public static Vocabulary train(Iterable<String> texts, int vocabularySize) {
        VocabularyTrainer trainer = new VocabularyTrainer(vocabularySize);
        texts.forEach(trainer::add);
        return trainer.train();
    }

    /// Learns from one more text. Half a surrogate pair counts as a question mark.
    public void add(String text) {
        if (vocabularySize > CHARACTERS) {
            counts.add(text);
        }
    }

    /// The vocabulary of everything added.
    public Vocabulary train() {
        List<String> tokens = new ArrayList<>();
        Map<String, Integer> ids = new HashMap<>();
        for (char symbol : ByteAlphabet.ordered()) {
            ids.put(String.valueOf(symbol), tokens.size());
            tokens.add(String.valueOf(symbol));
        }
        List<String> merges = new ArrayList<>();
        Merges pairs = new Merges(words(ids));
        while (tokens.size() < vocabularySize - 1) {
            Optional<Merges.Pair> commonest = pairs.commonest();
            if (commonest.isEmpty()) {
                break;
            }
            Merges.Pair pair = commonest.get();
            String left = tokens.get(pair.left());
            String right = tokens.get(pair.right());
            // Two merges may spell one token: "a" + "bc" and "ab" + "c".
            int merged = ids.computeIfAbsent(left + right, _ -> tokens.size());
            if (merged == tokens.size()) {
                tokens.add(left + right);
            }
            merges.add(left + " " + right);
            pairs.apply(pair, merged);
        }
        tokens.add(Tokenizer.END_OF_TEXT);
        return new Vocabulary(tokens, merges);
    }

    private List<Word> words(Map<String, Integer> ids) {
        int[] idOfByte = new int[256];
        for (int value = 0; value < 256; value++) {
            idOfByte[value] = ids.getOrDefault(String.valueOf(ByteAlphabet.symbol(value)), 0);
        }
        List<Word> words = new ArrayList<>(counts.size());
        counts.forEach((piece, count) -> words.add(new Word(spell(piece, idOfByte), count)));
        return words;
    }

    private static int[] spell(String piece, int[] idOfByte) {
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ids[i] = idOfByte[bytes[i] & 0xFF];
        }
        return ids;
    }
}
