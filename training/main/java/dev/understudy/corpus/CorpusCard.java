package dev.understudy.corpus;

import dev.understudy.corpus.split.HeldOut;
import dev.understudy.corpus.split.Lesson;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a corpus holds and how it was made: `corpus.json`. Holds names and counts, no words.
///
/// @param format [#FORMAT]
/// @param vocabularySize token ids run from 0 to this, exclusive
/// @param endOfText the id between conversations
/// @param tokenizerSha256 of the `tokenizer.json` beside it
/// @param test what is kept aside; empty where nothing was asked for
/// @param from when the first message was said; empty without a clock
/// @param to when the last message was said
/// @param speakers turns of each, by name; a token's mark is a place in this order, from 1 on
/// @param displayNames what their friends call each of them, by the same name
/// @param messages how many were read; 0 for a text
/// @param leftOut messages that are not in it, by reason
/// @param scrubbed private data that a token stands for, by sort; empty where it was left in
/// @param cutTurns turns that are not in it because their speaker had said too much
/// @param heldOut what was held out, where that is known by its time
/// @param lesson what a night learns from; empty where all there is is learnt
public record CorpusCard(
        int format,
        int vocabularySize,
        int endOfText,
        String tokenizerSha256,
        Part train,
        Part validation,
        Optional<Part> test,
        Optional<Instant> from,
        Optional<Instant> to,
        SortedMap<String, Long> speakers,
        SortedMap<String, String> displayNames,
        long messages,
        SortedMap<String, Long> leftOut,
        Optional<SortedMap<String, Long>> scrubbed,
        long cutTurns,
        Optional<HeldOut> heldOut,
        Optional<Lesson.Dealt> lesson,
        CorpusSettings settings) {

    /// The form of corpus that this version writes and reads; 2 brought the speakers of tokens, 3
    /// their display names.
    public static final int FORMAT = 3;

    /// One of the files.
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
        scrubbed = scrubbed.map(one -> Collections.unmodifiableSortedMap(new TreeMap<>(one)));
    }

    /// A line about what tokens stand for; empty where there is nothing to say.
    public Optional<String> scrubbedText() {
        return scrubbed.filter(counts -> !counts.isEmpty())
                .map(
                        counts ->
                                counts.entrySet().stream()
                                        .map(one -> one.getKey() + " " + one.getValue())
                                        .collect(
                                                Collectors.joining(
                                                        ", ", "Private data replaced: ", ".")));
    }

    private static void requireFormat(int found) {
        if (found != FORMAT) {
            throw new IllegalArgumentException("format " + found + "; accepted: " + FORMAT);
        }
    }
}
