package dev.understudy.stage.talk;

import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;

/// How clones speak.
///
/// @param sampling how words are chosen
/// @param talkativeness how often they speak unasked, as a multiple of their friends' habits; 0 to
///   10
public record Tuning(Sampling sampling, double talkativeness) {
    /// As models and friends would have it.
    public static final Tuning DEFAULT = new Tuning(Sampling.DEFAULT, 1);

    private static final double MOST = 10;

    public Tuning {
        if (!(talkativeness >= 0 && talkativeness <= MOST)) {
            throw new UserError(
                    "talkativeness is " + talkativeness + "; accepted: 0.0 to " + MOST + ".",
                    "1 is as often as the friend, 0 only when spoken to.");
        }
    }

    @Override
    public String toString() {
        return "Temperature is %s, top-p is %s, talkativeness is %s."
                .formatted(sampling.temperature(), sampling.topP(), talkativeness);
    }
}
