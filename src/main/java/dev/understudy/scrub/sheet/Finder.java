package dev.understudy.scrub.sheet;

/// Marks one sort of private data. Takes time that grows with the text alone. Thread-safe.
@FunctionalInterface
public interface Finder {
    /// Marks what is found in `sheet`; what other finders marked before reads as blank there.
    void mark(Sheet sheet);
}
