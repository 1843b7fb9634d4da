package dev.understudy.finetune;

import dev.understudy.batches.Batches;
import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;

/// The loss on text that the model does not train on. One thread.
final class Evaluation {
    /// Tokens side by side: a row of 1024 alone may need 200 MB for its logits.
    private static final int TOKENS = 2048;

    private final Gpt2 model;
    private final Batches rows;

    Evaluation(Gpt2 model, Batches rows) {
        this.model = model;
        this.rows = rows;
    }

    /// Mean cross entropy in nats a token over at most `most` consecutive rows, always the same
    /// ones, from the start of the text; over all when `most` is 0.
    double loss(int most) {
        int count = most == 0 ? rows.count() : Math.min(most, rows.count());
        int atOnce = Math.max(1, TOKENS / rows.length());
        double sum = 0;
        long targets = 0;
        for (int first = 0; first < count; first += atOnce) {
            Batch batch = rows.consecutive(first, Math.min(atOnce, count - first));
            long counted = batch.counted();
            if (counted > 0) {
                sum += model.loss(batch) * counted;
                targets += counted;
            }
        }
        return sum / targets;
    }
}
