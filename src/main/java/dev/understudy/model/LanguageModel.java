package dev.understudy.model;

/// A model that says, for a sequence of token ids, how likely each next token is. One thread.
public interface LanguageModel extends AutoCloseable {

    /// How many tokens there are to choose from; ids run from 0 to this, exclusive.
    int vocabularySize();

    /// The longest sequence that it can read, in tokens.
    int contextLength();

    /// An empty sequence with a cache of its own. Close it before the model.
    Decoder newDecoder();

    /// Frees the weights.
    @Override
    void close();
}
