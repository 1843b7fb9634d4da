package dev.understudy.corpus.split;

/// Which text is kept for validation.
public enum Held {
    /// The latest: what a model will be asked to go on with.
    NEWEST,
    /// Whole conversations or documents from a shuffled deck, for those without dates.
    SHUFFLED
}
