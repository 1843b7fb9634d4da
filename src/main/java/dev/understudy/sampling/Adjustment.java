package dev.understudy.sampling;

import java.util.BitSet;
import java.util.Map;

/// A model's scores as penalties and wishes change them. Only the tokens concerned are looked at,
/// not the vocabulary. One thread: the scores are in a buffer that is used again.
final class Adjustment {
    /// Below all that [Logits#possible] gives, so that it weighs nothing beside anything else.
    private static final float LAST_RESORT = -1e32f;

    private final Penalties penalties;
    private final Bias bias;
    private float[] scores = new float[0];

    Adjustment(Penalties penalties, Bias bias) {
        this.penalties = penalties;
        this.bias = bias;
    }

    /// The scores for what comes after `said`; minus infinity for what is banned, and nowhere -0.
    ///
    /// Throws IllegalArgumentException when one is NaN or positive infinity.
    float[] scores(float[] logits, Said said, BitSet banned) {
        read(logits);
        bias.favoured().forEach((id, score) -> add(id, score.floatValue()));
        if (penalties.repetition() != 1) {
            float factor = (float) penalties.repetition();
            said.forEachWord(id -> divide(id, factor));
        }
        if (penalties.presence() != 0 || penalties.frequency() != 0) {
            for (Map.Entry<Integer, Integer> word : said.picked().entrySet()) {
                double all = penalties.presence() + word.getValue() * penalties.frequency();
                add(word.getKey(), (float) -all);
            }
        }
        if (penalties.noRepeat() > 0) {
            said.forEachRepeat(penalties.noRepeat(), this::leaveForLast);
        }
        bias.banned().forEach(this::leaveForLast);
        int id = banned.nextSetBit(0);
        while (id >= 0 && id < scores.length) {
            scores[id] = Float.NEGATIVE_INFINITY;
            id = banned.nextSetBit(id + 1);
        }
        return scores;
    }

    /// Two loops, since the JVM adds several numbers at once when nothing else is to be done.
    private void read(float[] logits) {
        if (scores.length != logits.length) {
            scores = new float[logits.length];
        }
        for (int id = 0; id < logits.length; id++) {
            if (Logits.isDamaged(logits[id])) {
                throw new IllegalArgumentException(
                        "the model's score for token "
                                + id
                                + " is "
                                + logits[id]
                                + ", not a number");
            }
        }
        for (int id = 0; id < logits.length; id++) {
            scores[id] = logits[id] + 0f; // -0 becomes 0
        }
    }

    private void add(int id, float score) {
        if (id < scores.length) {
            scores[id] = possible(id, scores[id] + score);
        }
    }

    private void divide(int id, float factor) {
        if (id < scores.length) {
            float score = scores[id];
            scores[id] = possible(id, score < 0 ? score * factor : score / factor);
        }
    }

    /// No change makes a token impossible, however unlikely it is.
    private float possible(int id, float changed) {
        return scores[id] == Float.NEGATIVE_INFINITY
                ? Float.NEGATIVE_INFINITY
                : Math.max(changed, -Float.MAX_VALUE);
    }

    private void leaveForLast(int id) {
        if (id < scores.length) {
            scores[id] = Math.min(scores[id], LAST_RESORT);
        }
    }
}
