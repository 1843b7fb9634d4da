package dev.understudy.finetune;

import dev.understudy.model.Gpt2;

/// The loss on text that the model does not train on. One thread.
final class Evaluation {
    /// Blocks side by side; no gradients are kept, so more than in training fit.
    private static final int ROWS = 32;

    private final Gpt2 model;
    private final Blocks blocks;

    Evaluation(Gpt2 model, Blocks blocks) {
        this.model = model;
        this.blocks = blocks;
    }

    /// Mean cross entropy in nats a token over at most `maxBlocks` consecutive blocks, always the
    /// same ones, from the start of the text.
    double loss(int maxBlocks) {
        int count = Math.min(maxBlocks, blocks.count());
        double sum = 0;
        for (int first = 0; first < count; first += ROWS) {
            int rows = Math.min(ROWS, count - first);
            sum += model.loss(blocks.consecutive(first, rows)) * rows;
        }
        return sum / count;
    }

    /// The same over the whole text.
    double loss() {
        return loss(Integer.MAX_VALUE);
    }
}
