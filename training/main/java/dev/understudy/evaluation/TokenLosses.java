package dev.understudy.evaluation;

import dev.understudy.model.Batch;

/// What a model loses at each token: a model's own method, or a fake.
@FunctionalInterface
public interface TokenLosses {
    /// Cross entropy of each target in nats, shape `(rows, length)`; 0 for ignored ones.
    float[] of(Batch batch);
}
