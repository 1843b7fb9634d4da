package dev.understudy.evaluation;

import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;
import java.util.Arrays;

/// What a model loses at each token.
@FunctionalInterface
public interface TokenLosses {
    /// Cross entropy of each target in nats, shape `(rows, length)`; 0 for ignored ones.
    float[] of(Batch batch);

    /// Those of `model`, so many rows at a time that their logits take at most about 128 MB, or
    /// what one row takes.
    static TokenLosses of(Gpt2 model) {
        long logits = 1L << 25;
        return batch -> {
            long row = (long) batch.length() * model.vocabularySize();
            int rows = Math.toIntExact(Math.clamp(logits / row, 1, batch.rows()));
            float[] losses = new float[batch.rows() * batch.length()];
            for (int first = 0; first < batch.rows(); first += rows) {
                int count = Math.min(rows, batch.rows() - first);
                float[] some = model.losses(part(batch, first, count));
                System.arraycopy(some, 0, losses, first * batch.length(), some.length);
            }
            return losses;
        };
    }

    private static Batch part(Batch batch, int first, int rows) {
        int from = first * batch.length();
        int to = from + rows * batch.length();
        return new Batch(
                rows,
                batch.length(),
                Arrays.copyOfRange(batch.ids(), from, to),
                Arrays.copyOfRange(batch.targets(), from, to));
    }
}
