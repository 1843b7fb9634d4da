package dev.understudy.sampling;

import dev.understudy.settings.UserError;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// How a clone picks its next token. Applied in the order of Hugging Face's generation: repetition
/// penalty, temperature, top-k, top-p. Throws UserError when a value is out of its range.
///
/// @param temperature 0 always takes the likeliest token, 1 the model's own odds; 0.0 to 2.0
/// @param topK how many of the likeliest tokens may be picked; 0 for all
/// @param topP picks among the fewest tokens that are together this likely; above 0.0 to 1.0
/// @param repetitionPenalty divides the score of what was said already (Keskar et al. 2019, section
///   4.1); 1.0 (none) to 2.0
/// @param seed of the random numbers: same seed, same words
public record Sampling(
        double temperature, int topK, double topP, double repetitionPenalty, long seed) {

    /// A little surer than the model (0.8), without the unlikeliest twentieth where small models
    /// misspell (0.95); no top-k, since top-p adapts to how sure the model is; no penalty, since
    /// friends do repeat themselves and so do the names and line ends of a transcript.
    public static final Sampling DEFAULT = new Sampling(0.8, 0, 0.95, 1.0, 137);

    public Sampling {
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new UserError(
                    "temperature is " + temperature + "; accepted: 0.0 to 2.0.",
                    "0.8 reads naturally, 0 always takes the likeliest word.");
        }
        if (topK < 0) {
            throw new UserError(
                    "top-k is " + topK + "; accepted: 0 (all) and above.",
                    "40 keeps to the usual words, 0 leaves the choice to top-p.");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new UserError(
                    "top-p is " + topP + "; accepted: above 0.0, to 1.0.",
                    "0.95 leaves out the unlikeliest words, 1 leaves out none.");
        }
        if (!(repetitionPenalty >= 1 && repetitionPenalty <= 2)) {
            throw new UserError(
                    "repetition-penalty is " + repetitionPenalty + "; accepted: 1.0 to 2.0.",
                    "1 is none, 1.2 is felt.");
        }
    }

    /// The same with another temperature.
    public Sampling withTemperature(double value) {
        return new Sampling(value, topK, topP, repetitionPenalty, seed);
    }

    /// The same with another top-k.
    public Sampling withTopK(int value) {
        return new Sampling(temperature, value, topP, repetitionPenalty, seed);
    }

    /// The same with another top-p.
    public Sampling withTopP(double value) {
        return new Sampling(temperature, topK, value, repetitionPenalty, seed);
    }

    /// The same with another repetition penalty.
    public Sampling withRepetitionPenalty(double value) {
        return new Sampling(temperature, topK, topP, value, seed);
    }

    /// The same with another seed.
    public Sampling withSeed(long value) {
        return new Sampling(temperature, topK, topP, repetitionPenalty, value);
    }

    /// Fresh random numbers from the seed.
    public RandomGenerator newRandom() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
