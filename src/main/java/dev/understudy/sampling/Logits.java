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
        float[] scores = logits.clone();
        for (int id = 0; id < scores.length; id++) {
            if (Float.isNaN(scores[id]) || scores[id] == Float.POSITIVE_INFINITY) {
                throw new UserError(
                        "The model's score for token "
                                + id
                                + " is "
                                + scores[id]
                                + ": its weights are damaged.",
                        "Train the model again, or restore its folder from a backup.");
            }
            scores[id] = Math.max(scores[id], ALL_BUT_IMPOSSIBLE);
        }
        return scores;
    }
}
