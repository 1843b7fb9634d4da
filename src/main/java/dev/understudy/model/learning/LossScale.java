package dev.understudy.model.learning;

import dev.understudy.model.device.Precision;

/// What the loss is multiplied with while gradients are computed, so that float16 holds the small
/// ones (Micikevicius et al. 2018): halved, and the step left out, when they overflow; doubled
/// after 2,000 steps that went well, as PyTorch's `GradScaler` does. 1 in other formats.
final class LossScale {
    private static final double START = 65536;
    private static final int PATIENCE = 2000;

    private final boolean scales;
    private double factor;
    private long goodSteps;

    LossScale(Precision precision) {
        scales = precision == Precision.FP16;
        factor = scales ? START : 1;
    }

    double factor() {
        return factor;
    }

    long goodSteps() {
        return goodSteps;
    }

    void restore(double storedFactor, long storedGoodSteps) {
        factor = storedFactor;
        goodSteps = storedGoodSteps;
    }

    /// Whether a step with a gradient of this norm is to be left out and the next tried with a
    /// smaller factor.
    boolean isTooLarge(double norm) {
        if (!scales) {
            return false;
        }
        if (Double.isFinite(norm)) {
            goodSteps++;
            if (goodSteps % PATIENCE == 0) {
                factor *= 2;
            }
            return false;
        }
        goodSteps = 0;
        factor /= 2;
        return factor >= 1;
    }
}
