package dev.understudy.finetune;

import ai.djl.Device;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Precision;
import dev.understudy.model.learning.Gpt2Learner;
import dev.understudy.model.learning.Optimization;
import dev.understudy.recipe.TrainingSettings;

/// A training's settings as the learner takes them, where a device is known: what they leave to be
/// chosen is chosen here.
final class Learning {
    /// From this many parameters on, `auto` computes activations twice.
    private static final long LARGE = 300_000_000;

    private Learning() {}

    static Gpt2Learner.Settings settings(TrainingSettings settings, Gpt2 model) {
        TrainingSettings.Optimizer optimizer = settings.optimizer();
        double peak = optimizer.learningRate().peak();
        Optimization optimization =
                new Optimization(
                        optimizer.rule(),
                        optimizer.beta1(),
                        optimizer.beta2(),
                        optimizer.epsilon(),
                        optimizer.weightDecay(),
                        optimizer.clip(),
                        new Optimization.Muon(
                                optimizer.muon().learningRate() / peak,
                                optimizer.muon().momentum()));
        TrainingSettings.Computation computation = settings.computation();
        return new Gpt2Learner.Settings(
                optimization,
                computation.dropout(),
                precision(computation, model.device()),
                checkpointing(computation, model.config().parameterCount()),
                computation.lossRows());
    }

    private static Precision precision(TrainingSettings.Computation computation, Device device) {
        return switch (computation.precision()) {
            case AUTO -> device.isGpu() ? Precision.BF16 : Precision.FLOAT32;
            case FLOAT32 -> Precision.FLOAT32;
            case TF32 -> Precision.TF32;
            case BF16 -> Precision.BF16;
            case FP16 -> Precision.FP16;
        };
    }

    private static boolean checkpointing(
            TrainingSettings.Computation computation, long parameters) {
        return switch (computation.checkpointing()) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> parameters >= LARGE;
        };
    }
}
