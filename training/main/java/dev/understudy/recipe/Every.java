package dev.understudy.recipe;

/// A rhythm: after so many steps, or after each epoch.
///
/// @param steps between two times; 0 means never; not looked at when it is each epoch
/// @param epoch whether it is after each epoch
public record Every(long steps, boolean epoch) {

    /// The rhythm in steps, where an epoch takes so many; at least one step when not never.
    int in(double stepsPerEpoch) {
        return Math.toIntExact(epoch ? Math.max(1, Math.round(stepsPerEpoch)) : steps);
    }

    @Override
    public String toString() {
        return epoch ? "epoch" : Long.toString(steps);
    }
}
