package dev.understudy.cli.model;

import dev.understudy.sampling.Sampling;
import picocli.CommandLine.Option;

/// How to draw tokens, as options.
public final class SamplingOptions {
    @Option(
            names = "--temperature",
            paramLabel = "<value>",
            description =
                    "Take likely tokens (0: only the likeliest) or odd ones (up to 2)."
                            + " Default: ${DEFAULT-VALUE}")
    private double temperature = Sampling.DEFAULT.temperature();

    @Option(
            names = "--top-k",
            paramLabel = "<count>",
            description =
                    "Draw from this many of the likeliest tokens; 0 for all."
                            + " Default: ${DEFAULT-VALUE}")
    private int topK = Sampling.DEFAULT.topK();

    @Option(
            names = "--top-p",
            paramLabel = "<share>",
            description =
                    "Draw from the fewest tokens that are together this likely."
                            + " Default: ${DEFAULT-VALUE}")
    private double topP = Sampling.DEFAULT.topP();

    @Option(
            names = "--repetition-penalty",
            paramLabel = "<factor>",
            description = "Avoid what was said before; 1 for not. Default: ${DEFAULT-VALUE}")
    private double repetitionPenalty = Sampling.DEFAULT.penalties().repetition();

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            description =
                    "Draw the first sample from this, the next from one more; same seed, same"
                            + " words. Default: ${DEFAULT-VALUE}")
    private long seed = Sampling.DEFAULT.seed();

    /// What was chosen. Throws UserError when a value is out of its range.
    public Sampling sampling() {
        return Sampling.DEFAULT
                .withTemperature(temperature)
                .withTopK(topK)
                .withTopP(topP)
                .withRepetitionPenalty(repetitionPenalty)
                .withSeed(seed);
    }
}
