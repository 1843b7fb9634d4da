package dev.understudy.corpus;

import dev.understudy.corpus.split.HeldOut;
import dev.understudy.corpus.split.Lesson;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/// What reading the messages came to.
///
/// @param leftOut messages, by reason
/// @param cutTurns turns of people who had said too much
/// @param scrubbed private data that was replaced, by sort; empty where none was looked for
/// @param span when they were said
/// @param heldOut what was held out, where that is known by its time
/// @param dealt what a night's lesson came to, where it was one
record Yield(
        long messages,
        SortedMap<String, Long> leftOut,
        long cutTurns,
        Optional<SortedMap<String, Long>> scrubbed,
        Span span,
        Optional<HeldOut> heldOut,
        Optional<Lesson.Dealt> dealt) {

    /// When the first message was said, and when the last; empty without a clock.
    record Span(Optional<Instant> from, Optional<Instant> to) {
        static final Span UNKNOWN = new Span(Optional.empty(), Optional.empty());
    }

    /// That of texts.
    static Yield ofTexts(Optional<SortedMap<String, Long>> scrubbed) {
        return new Yield(
                0,
                Collections.emptySortedMap(),
                0,
                scrubbed,
                Span.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }
}
