package dev.understudy.finetune;

import dev.understudy.corpus.TokenSpeakers;
import dev.understudy.evaluation.LossCount;
import dev.understudy.evaluation.Losses;
import dev.understudy.evaluation.TokenLosses;
import dev.understudy.model.Gpt2;

/// The loss on text that the model does not train on. One thread.
final class Evaluation {
    private final TokenLosses model;
    private final Blocks blocks;
    private final TokenSpeakers whose;

    /// @param whose who says each token of the text that `blocks` cuts
    Evaluation(Gpt2 model, Blocks blocks, TokenSpeakers whose) {
        this.model = model::losses;
        this.blocks = blocks;
        this.whose = whose;
    }

    /// Losses over at most `maxBlocks` consecutive blocks, always the same ones, from the start of
    /// the text.
    Losses measure(int maxBlocks) {
        int count = Math.min(maxBlocks, blocks.count());
        int rows = LossCount.rows(blocks.length());
        LossCount losses = new LossCount(model, whose.names());
        for (int first = 0; first < count; first += rows) {
            int target = first * blocks.length() + 1;
            losses.add(
                    blocks.consecutive(first, Math.min(rows, count - first)),
                    i -> whose.at(target + i));
        }
        return losses.losses();
    }

    /// The same over the whole text.
    Losses measure() {
        return measure(Integer.MAX_VALUE);
    }
}
