package dev.understudy.corpus;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a corpus holds and how it was made: `corpus.json`. Holds names and counts, no words.
///
/// @param format [#FORMAT]
/// @param vocabularySize token ids run from 0 to this, exclusive
/// @param endOfText the id between conversations
/// @param tokenizerSha256 of the `tokenizer.json` beside it
/// @param from when the first message was said; empty without a clock
/// @param to when the last message was said
/// @param speakers turns of each, by name; a token's mark is a place in this order, from 1 on
/// @param displayNames what their friends call each of them, by the same name
/// @param leftOut messages that are not in it, by reason
public record CorpusCard(
        int format,
        int vocabularySize,
        int endOfText,
        String tokenizerSha256,
        Part train,
        Part validation,
        Optional<Instant> from,
        Optional<Instant> to,
        SortedMap<String, Long> speakers,
        SortedMap<String, String> displayNames,
        SortedMap<String, Long> leftOut,
        CorpusSettings settings) {

    /// The form of corpus that this version writes and reads; 2 brought the speakers of tokens, 3
    /// their display names.
    public static final int FORMAT = 3;

    /// One of the two files.
    ///
    /// @param conversations how many begin or go on in it: one that is cut counts in both
    /// @param sha256 of the file
    /// @param speakersSha256 of the file beside it that says whose each token is; empty for a text
    ///   without speakers
    public record Part(
            long tokens,
            long conversations,
            long turns,
            String sha256,
            Optional<String> speakersSha256) {}

    public CorpusCard {
        requireFormat(format);
        speakers = Collections.unmodifiableSortedMap(new TreeMap<>(speakers));
        displayNames = Collections.unmodifiableSortedMap(new TreeMap<>(displayNames));
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }

    private static void requireFormat(int found) {
        if (found != FORMAT) {
            throw new IllegalArgumentException("format " + found + "; accepted: " + FORMAT);
        }
    }
}
