package dev.understudy.corpus.split;

/// What a conversation is for.
public enum Part {
    /// To learn from.
    TRAIN,
    /// To choose the best checkpoint with.
    VALIDATION,
    /// Kept aside, for a last judgement that nothing was chosen by.
    TEST
}
