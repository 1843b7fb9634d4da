package dev.understudy.sampling;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/// Picks tokens as one [Sampling] says. One thread: buffers of the vocabulary's size are reused.
public final class Sampler {
    private static final BitSet NONE = new BitSet();

    private final Sampling sampling;
    private final RandomGenerator random;
    private final Adjustment adjustment;
    private final Candidates candidates = new Candidates();

    /// Picks with random numbers from the seed of `sampling`.
    public Sampler(Sampling sampling) {
        this(sampling, sampling.newRandom());
    }

    /// Picks with the given random numbers; one is drawn for each token, none at temperature 0.
    public Sampler(Sampling sampling, RandomGenerator random) {
        this.sampling = sampling;
        this.random = random;
        adjustment = new Adjustment(sampling.penalties(), sampling.bias());
    }

    /// One that picks alike, with random numbers of its own.
    public Sampler fork() {
        return new Sampler(sampling, sampling.withSeed(random.nextLong()).newRandom());
    }

    /// How it picks.
    public Sampling sampling() {
        return sampling;
    }

    /// A seed for whoever picks in its stead, drawn from its random numbers; from 0.
    public int newSeed() {
        return random.nextInt(Integer.MAX_VALUE);
    }

    /// The id of the next token, when nothing was said and nothing is banned.
    public int pick(float[] logits) {
        return pick(logits, new Said(), NONE);
    }

    /// The id of the next token; among equals the lowest counts as the likelier.
    ///
    /// Shape of `logits`: `(vocabulary)`, raw scores, left as they are. Throws
    /// IllegalArgumentException when one is NaN or positive infinity, or when none is left.
    ///
    /// @param said the text that the token goes on with; left as it is
    /// @param banned ids that are never picked
    public int pick(float[] logits, Said said, BitSet banned) {
        Candidates kept = candidates(logits, said, banned);
        return sampling.temperature() == 0 ? kept.likeliest() : kept.draw(random);
    }

    /// What is left to draw from, for [#pick] and its tests.
    Candidates candidates(float[] logits, Said said, BitSet banned) {
        float[] scores = adjustment.scores(logits, said, banned);
        if (sampling.temperature() == 0) {
            candidates.readLikeliest(scores);
            return candidates;
        }
        candidates.read(scores);
        Cut cut = sampling.cut();
        if (cut.topK() > 0) {
            candidates.keepLikeliest(cut.topK());
        }
        candidates.weigh(sampling.temperature());
        if (cut.topP() < 1) {
            candidates.keepNucleus(cut.topP());
        }
        if (cut.minP() > 0) {
            candidates.keepFrom(cut.minP());
        }
        if (cut.typicalP() < 1) {
            candidates.keepTypical(cut.typicalP());
        }
        return candidates;
    }
}
