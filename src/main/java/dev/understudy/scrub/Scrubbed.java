package dev.understudy.scrub;

import dev.understudy.scrub.sheet.Secret;
import java.util.Map;

/// A text without private data.
///
/// @param text with a token in the place of each
/// @param counts how many were replaced, by sort; one may have stood within another
public record Scrubbed(String text, Map<Secret, Integer> counts) {
    public Scrubbed {
        counts = Map.copyOf(counts);
    }
}
