package dev.understudy.sampling;

import dev.understudy.settings.UserError;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// How a clone picks its next token. Throws UserError when a value is out of its range.
///
/// Applied in the order of Hugging Face's generation (`GenerationMixin._get_logits_processor` of
/// transformers 5.24.0): favoured tokens, repetition penalty, presence and frequency penalties, no
/// repeat, banned tokens, temperature, top-k, top-p, min-p, typical-p.
///
/// @param temperature 0 always takes the likeliest token, whatever the cut; 1 the model's own odds;
///   0.0 to 2.0
/// @param cut which unlikely tokens are left out
/// @param penalties what is held against repeats
/// @param bias which tokens are wanted or unwanted
/// @param seed of the random numbers: same seed, same words
public record Sampling(double temperature, Cut cut, Penalties penalties, Bias bias, long seed) {

    /// A little surer than the model (0.8), without the unlikeliest twentieth where small models
    /// misspell (0.95); no top-k, since top-p adapts to how sure the model is; no penalty, since
    /// friends do repeat themselves and so do the names and line ends of a transcript.
    public static final Sampling DEFAULT =
            new Sampling(0.8, new Cut(0, 0.95, 0, 1), Penalties.NONE, Bias.NONE, 137);

    public Sampling {
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new UserError(
                    "temperature is " + temperature + "; accepted: 0.0 to 2.0.",
                    "0.8 reads naturally, 0 always takes the likeliest word.");
        }
    }

    /// How many of the likeliest tokens may be picked.
    public int topK() {
        return cut.topK();
    }

    /// How likely the tokens are together that may be picked.
    public double topP() {
        return cut.topP();
    }

    /// The same with another temperature.
    public Sampling withTemperature(double value) {
        return new Sampling(value, cut, penalties, bias, seed);
    }

    /// The same with another top-k.
    public Sampling withTopK(int value) {
        return withCut(new Cut(value, cut.topP(), cut.minP(), cut.typicalP()));
    }

    /// The same with another top-p.
    public Sampling withTopP(double value) {
        return withCut(new Cut(cut.topK(), value, cut.minP(), cut.typicalP()));
    }

    /// The same with another repetition penalty.
    public Sampling withRepetitionPenalty(double value) {
        return withPenalties(
                new Penalties(
                        value, penalties.presence(), penalties.frequency(), penalties.noRepeat()));
    }

    /// The same with another cut.
    public Sampling withCut(Cut value) {
        return new Sampling(temperature, value, penalties, bias, seed);
    }

    /// The same with other penalties.
    public Sampling withPenalties(Penalties value) {
        return new Sampling(temperature, cut, value, bias, seed);
    }

    /// The same with other wishes.
    public Sampling withBias(Bias value) {
        return new Sampling(temperature, cut, penalties, value, seed);
    }

    /// The same with another seed.
    public Sampling withSeed(long value) {
        return new Sampling(temperature, cut, penalties, bias, value);
    }

    /// Fresh random numbers from the seed.
    public RandomGenerator newRandom() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
