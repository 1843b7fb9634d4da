package dev.understudy.corpus;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a corpus holds and how it was made: `corpus.json`. Holds names and counts, no words.
///
/// @param format 1
/// @param vocabularySize token ids run from 0 to this, exclusive
/// @param endOfText the id between conversations
/// @param tokenizerSha256 of the `tokenizer.json` beside it
/// @param from when the first message was said; empty without a clock
/// @param to when the last message was said
/// @param speakers turns of each, by name
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
        SortedMap<String, Long> leftOut,
        CorpusSettings settings) {

    /// One of the two files.
    ///
    /// @param conversations how many begin or go on in it: one that is cut counts in both
    /// @param sha256 of the file
    public record Part(long tokens, long conversations, long turns, String sha256) {}

    public CorpusCard {
        speakers = Collections.unmodifiableSortedMap(new TreeMap<>(speakers));
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }
}
