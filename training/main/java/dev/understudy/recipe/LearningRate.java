package dev.understudy.recipe;

/// The learning rate over a run: a linear warm-up, then one of three shapes.
///
/// @param peak reached when the warm-up ends
/// @param floor what cosine and linear decay to at the last step
/// @param warmUpSteps steps of linear growth from (almost) nothing
public record LearningRate(double peak, double floor, int warmUpSteps, Shape shape) {

    /// What follows the warm-up.
    public enum Shape {
        /// Half a cosine wave down (Loshchilov and Hutter 2017, without restarts).
        COSINE,
        LINEAR,
        CONSTANT
    }

    /// The rate of `step`, counted from 0, in a run of `steps`.
    public double at(long step, long steps) {
        if (step < warmUpSteps) {
            return peak * (step + 1) / (warmUpSteps + 1);
        }
        double progress =
                Math.min(1, (step - warmUpSteps) / (double) Math.max(1, steps - warmUpSteps));
        return switch (shape) {
            case COSINE -> floor + (peak - floor) * (1 + Math.cos(Math.PI * progress)) / 2;
            case LINEAR -> peak + (floor - peak) * progress;
            case CONSTANT -> peak;
        };
    }
}
