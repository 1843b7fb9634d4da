package dev.understudy.recipe;

import dev.understudy.model.learning.Optimization.Method;
import java.util.List;

/// Everything that decides what a run computes, in numbers: what a [Recipe] comes to for one
/// corpus. Two runs with equal settings, corpus and seed on one machine give the same numbers.
///
/// @param steps optimizer steps in all
/// @param batch what one step reads
/// @param optimizer how it learns from that
/// @param computation how that is computed
/// @param speakers whose lines are learnt; everyone's when empty
/// @param seed of weights, data order and dropout
/// @param rhythm when to look up from the work
public record TrainingSettings(
        int steps,
        BatchSize batch,
        Optimizer optimizer,
        Computation computation,
        List<String> speakers,
        long seed,
        Rhythm rhythm) {

    public TrainingSettings {
        speakers = List.copyOf(speakers);
    }

    /// What one optimizer step reads: `rows × accumulation × block` tokens.
    ///
    /// @param rows sequences computed side by side
    /// @param block tokens in each
    /// @param accumulation times that, before the weights move
    /// @param packing how rows are cut from the corpus
    public record BatchSize(int rows, int block, int accumulation, Packing packing) {

        /// Tokens read in one optimizer step, padding included.
        public int tokens() {
            return rows * block * accumulation;
        }

        /// Rows read in one optimizer step.
        public int rowsPerStep() {
            return rows * accumulation;
        }
    }

    /// How rows are cut from the corpus.
    public enum Packing {
        /// Every token once, without a gap, across conversations.
        BLOCKS,
        /// Each conversation or document begins a row and is padded to its end.
        DOCUMENTS
    }

    /// An optimizer's constants.
    ///
    /// @param weightDecay on matrices and embeddings only
    /// @param clip largest global norm of the gradients; 0 for none
    /// @param muon for matrices, where the rule is [Method#MUON]
    public record Optimizer(
            Method rule,
            LearningRate learningRate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            double clip,
            Muon muon) {}

    /// Muon's constants.
    ///
    /// @param learningRate at its peak; it follows the schedule of the other one
    public record Muon(double learningRate, double momentum) {}

    /// How gradients are computed.
    ///
    /// @param dropout share of activations dropped while training, in embeddings, attention and
    ///   residual branches alike
    /// @param lossRows rows of logits held at a time
    /// @param device `auto`, `cpu`, `cuda`, `cuda:0,1`
    public record Computation(
            double dropout,
            Precision precision,
            Checkpointing checkpointing,
            int lossRows,
            String device) {}

    /// What numbers are computed in.
    public enum Precision {
        /// bf16 or fp16 where the device is made for it, else float32.
        AUTO,
        FLOAT32,
        TF32,
        BF16,
        FP16
    }

    /// Whether activations are computed twice to save memory (Chen et al. 2016).
    public enum Checkpointing {
        AUTO,
        ON,
        OFF
    }

    /// How often, in steps, the run looks up from the work.
    ///
    /// @param evaluateEvery measures the validation loss, keeping the best weights
    /// @param evaluateBlocks on at most so many blocks; 0 for all
    /// @param sampleEvery writes a sample; 0 for never
    /// @param saveEvery writes what a crash would lose
    /// @param keepLast checkpoints kept while the run lasts
    /// @param patience evaluations in a row without a better one that end the run; 0 for no end
    public record Rhythm(
            int evaluateEvery,
            int evaluateBlocks,
            int sampleEvery,
            int saveEvery,
            int keepLast,
            int patience) {}
}
