package dev.understudy.clone.voice;

/// What the weights are while a clone speaks.
public enum Precision {
    /// As they were trained.
    FLOAT32,
    /// Matrices rounded to bytes: a third of the time for each token, and a quarter of the memory.
    INT8
}
