package dev.understudy.sampling;

import dev.understudy.settings.UserError;

/// The scores of a model, checked.
public final class Logits {
    /// Instead of "impossible": still less likely than anything else, yet there if all else is
    /// banned.
    private static final float ALL_BUT_IMPOSSIBLE = -1e30f;

    private Logits() {}

    /// How likely the model finds token `id`, in nats: the logarithm of its chance, 0 or less.
    public static double likelihood(float[] logits, int id) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - highest);
        }
        return logits[id] - highest - Math.log(sum);
    }

    /// A copy of `logits` that a [Sampler] takes. Throws UserError when one is NaN or infinite: the
    /// weights are damaged then.
    public static float[] possible(float[] logits) {
        for (int id = 0; id < logits.length; id++) {
            if (isDamaged(logits[id])) {
                throw new UserError(
                        "The model's score for token "
                                + id
                                + " is "
                                + logits[id]
                                + ": its weights are damaged.",
                        "Train the model again, or restore its folder from a backup.");
            }
        }
        float[] scores = new float[logits.length];
        for (int id = 0; id < logits.length; id++) {
            scores[id] = Math.max(logits[id], ALL_BUT_IMPOSSIBLE);
        }
        return scores;
    }

    /// Whether a score is NaN or positive infinity, in one comparison.
    static boolean isDamaged(float score) {
        return !(score < Float.POSITIVE_INFINITY);
    }
}
