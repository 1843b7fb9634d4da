package dev.understudy.scrub;

import java.util.List;

/// What one operator's friends want kept out, besides what is private everywhere.
///
/// @param words names, streets and the like: found whole, in any case
/// @param patterns regular expressions, in RE2's syntax
public record PrivateTerms(List<String> words, List<String> patterns) {
    /// Nothing more.
    public static final PrivateTerms NONE = new PrivateTerms(List.of(), List.of());

    public PrivateTerms {
        words = List.copyOf(words);
        patterns = List.copyOf(patterns);
    }
}
