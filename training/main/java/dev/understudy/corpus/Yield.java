package dev.understudy.corpus;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/// What reading the messages came to.
///
/// @param leftOut messages, by reason
/// @param cutTurns turns of people who had said too much
/// @param scrubbed private data that was replaced, by sort; empty where none was looked for
/// @param from when the first was said
/// @param to when the last was said
record Yield(
        long messages,
        SortedMap<String, Long> leftOut,
        long cutTurns,
        Optional<SortedMap<String, Long>> scrubbed,
        Optional<Instant> from,
        Optional<Instant> to) {

    /// That of texts.
    static Yield ofTexts(Optional<SortedMap<String, Long>> scrubbed) {
        return new Yield(
                0, Collections.emptySortedMap(), 0, scrubbed, Optional.empty(), Optional.empty());
    }
}
