package dev.understudy.corpus;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/// What reading the messages came to.
///
/// @param leftOut messages, by reason
/// @param cutTurns turns of people who had said too much
/// @param from when the first was said
/// @param to when the last was said
record Yield(
        long messages,
        SortedMap<String, Long> leftOut,
        long cutTurns,
        Optional<Instant> from,
        Optional<Instant> to) {

    /// That of a text.
    static final Yield NONE =
            new Yield(0, Collections.emptySortedMap(), 0, Optional.empty(), Optional.empty());
}
