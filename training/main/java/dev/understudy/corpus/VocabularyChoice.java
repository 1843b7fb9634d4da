package dev.understudy.corpus;

import dev.understudy.tokenizer.Tokenizer;

/// Which vocabulary a corpus is written in.
public sealed interface VocabularyChoice {
    /// That of a pretrained model.
    ///
    /// @param tokenizer stays open; closing it is the caller's work
    record Given(Tokenizer tokenizer) implements VocabularyChoice {}

    /// One learned on the training part of this corpus.
    ///
    /// @param size how many tokens it may have; 257 means single bytes
    record Learned(int size) implements VocabularyChoice {}
}
