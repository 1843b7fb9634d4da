package dev.understudy.recipe;

import dev.understudy.settings.Kind;
import java.util.Optional;

/// A rhythm: after so many steps, or after each epoch.
///
/// @param steps between two times; 0 means never; not looked at when it is each epoch
/// @param epoch whether it is after each epoch
record Every(long steps, boolean epoch) {

    /// A number of steps from `least` on, or `epoch`.
    static Kind<Every> kind(long least) {
        return Kind.of(
                "a number of steps, " + least + " or more, or \"epoch\"",
                text ->
                        text.equals("epoch")
                                ? Optional.of(new Every(0, true))
                                : Kind.number(text, Long::valueOf)
                                        .filter(n -> n >= least && n <= Integer.MAX_VALUE)
                                        .map(steps -> new Every(steps, false)));
    }

    /// The rhythm in steps, where an epoch takes so many; at least one step when not never.
    int in(double stepsPerEpoch) {
        return Math.toIntExact(epoch ? Math.max(1, Math.round(stepsPerEpoch)) : steps);
    }

    @Override
    public String toString() {
        return epoch ? "epoch" : Long.toString(steps);
    }
}
