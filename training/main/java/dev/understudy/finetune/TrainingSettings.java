package dev.understudy.finetune;

import dev.understudy.settings.UserError;

/// Everything that decides what a run computes. Two runs with equal settings, corpus and seed on
/// one machine give the same numbers.
///
/// @param steps optimizer steps in all
/// @param batch what one step reads
/// @param optimizer how it learns from that
/// @param dropout share of activations dropped while training; 0 for small models
/// @param seed of weights, data order and dropout
/// @param rhythm when to look up from the work
public record TrainingSettings(
        int steps, BatchSize batch, Optimizer optimizer, double dropout, long seed, Rhythm rhythm) {

    /// What one optimizer step reads: `rows × accumulation × block` tokens.
    ///
    /// @param rows sequences computed side by side
    /// @param block tokens in each
    /// @param accumulation times that, before the weights move
    public record BatchSize(int rows, int block, int accumulation) {
        public BatchSize {
            require(rows >= 1, "batch", rows, "1 or more");
            require(block >= 2, "block", block, "2 or more");
            require(accumulation >= 1, "accumulation", accumulation, "1 or more");
        }

        /// Tokens read in one optimizer step.
        public int tokens() {
            return rows * block * accumulation;
        }
    }

    /// AdamW (Loshchilov and Hutter 2019) and its learning rate.
    ///
    /// @param weightDecay on matrices and embeddings only
    /// @param clip largest global norm of the gradients; 0 for none
    public record Optimizer(
            LearningRate learningRate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            double clip) {
        public Optimizer {
            require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "0 to below 1");
            require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "0 to below 1");
            require(epsilon > 0, "epsilon", epsilon, "above 0");
            require(
                    weightDecay >= 0 && weightDecay < 1,
                    "weight-decay",
                    weightDecay,
                    "0 to below 1");
            require(clip >= 0, "clip", clip, "0 (none) or more");
        }
    }

    /// How often, in steps, the run looks up from the work.
    ///
    /// @param evaluateEvery measures the validation loss, keeping the best weights
    /// @param sampleEvery writes a sample; 0 for never
    /// @param saveEvery writes what a crash would lose
    public record Rhythm(int evaluateEvery, int sampleEvery, int saveEvery) {
        public Rhythm {
            require(evaluateEvery >= 1, "evaluate-every", evaluateEvery, "1 or more");
            require(sampleEvery >= 0, "sample-every", sampleEvery, "0 (never) or more");
            require(saveEvery >= 1, "save-every", saveEvery, "1 or more");
        }
    }

    public TrainingSettings {
        require(steps >= 1, "steps", steps, "1 or more");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 to below 1");
    }

    static void require(boolean holds, String key, Number found, String accepted) {
        if (!holds) {
            throw new UserError(
                    key + " is " + found + "; accepted: " + accepted + ".",
                    "Correct --" + key + ", or leave it out for the default.");
        }
    }
}
