package dev.understudy.forecast;

import dev.understudy.model.Gpt2Config;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.model.device.Precision;
import dev.understudy.model.device.Tf32;
import dev.understudy.model.learning.Gpt2Learner;
import dev.understudy.model.learning.MemoryNeed;
import dev.understudy.model.optimizer.Optimization;
import dev.understudy.recipe.TrainingSettings;
import dev.understudy.recipe.TrainingSettings.BatchSize;
import java.util.List;

/// A training's settings as the learner takes them: what they leave to be chosen is chosen by
/// model, device and memory.
public final class Learning {
    private Learning() {}

    /// The devices that `settings` name, made ready for their precision: call it before a model is
    /// loaded. Throws UserError when this machine lacks one.
    public static List<ComputeDevice> devices(TrainingSettings settings) {
        if (settings.computation().precision() == TrainingSettings.Precision.TF32) {
            Tf32.allow();
        }
        return ComputeDevice.parse(settings.computation().device());
    }

    /// The settings for `model` on a device with `available` bytes: in bf16 on a GPU, float32
    /// elsewhere; with activations computed twice where they would not fit otherwise, which gives
    /// the same numbers.
    public static Gpt2Learner.Settings settings(
            TrainingSettings settings, Gpt2Config model, ComputeDevice device, long available) {
        TrainingSettings.Computation computation = settings.computation();
        Gpt2Learner.Settings once =
                new Gpt2Learner.Settings(
                        optimization(settings.optimizer()),
                        computation.dropout(),
                        precision(computation, device),
                        false,
                        computation.lossRows());
        boolean twice =
                switch (computation.checkpointing()) {
                    case ON -> true;
                    case OFF -> false;
                    case AUTO -> need(settings.batch(), model, once).peak() > available;
                };
        return twice ? once.checkpointed() : once;
    }

    /// The memory that batches of this size take.
    static MemoryNeed need(BatchSize batch, Gpt2Config model, Gpt2Learner.Settings settings) {
        return MemoryNeed.of(model, settings, batch.rows(), batch.block(), batch.accumulation());
    }

    private static Optimization optimization(TrainingSettings.Optimizer optimizer) {
        double peak = optimizer.learningRate().peak();
        return new Optimization(
                optimizer.rule(),
                optimizer.beta1(),
                optimizer.beta2(),
                optimizer.epsilon(),
                optimizer.weightDecay(),
                optimizer.clip(),
                new Optimization.Muon(
                        optimizer.muon().learningRate() / peak, optimizer.muon().momentum()));
    }

    private static Precision precision(
            TrainingSettings.Computation computation, ComputeDevice device) {
        return switch (computation.precision()) {
            case AUTO -> device.isCuda() ? Precision.BF16 : Precision.FLOAT32;
            case FLOAT32 -> Precision.FLOAT32;
            case TF32 -> Precision.TF32;
            case BF16 -> Precision.BF16;
            case FP16 -> Precision.FP16;
        };
    }
}
