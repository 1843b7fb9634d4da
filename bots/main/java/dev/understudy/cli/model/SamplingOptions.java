package dev.understudy.cli.model;

import dev.understudy.sampling.Bias;
import dev.understudy.sampling.Cut;
import dev.understudy.sampling.Penalties;
import dev.understudy.sampling.Sampling;
import java.util.Map;
import java.util.Set;
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
            names = "--min-p",
            paramLabel = "<share>",
            description =
                    "Draw from tokens at least this share as likely as the likeliest, 0 to 1; 0.05"
                            + " suits high temperatures, 0 is for all. Default: ${DEFAULT-VALUE}")
    private double minP = Sampling.DEFAULT.cut().minP();

    @Option(
            names = "--typical-p",
            paramLabel = "<share>",
            description =
                    "Draw from the fewest tokens that are together this likely, beginning with"
                            + " those that are neither too plain nor too odd for the place; 1 for"
                            + " all."
                            + " Default: ${DEFAULT-VALUE}")
    private double typicalP = Sampling.DEFAULT.cut().typicalP();

    @Option(
            names = "--repetition-penalty",
            paramLabel = "<factor>",
            description = "Avoid what was said before; 1 for not. Default: ${DEFAULT-VALUE}")
    private double repetitionPenalty = Sampling.DEFAULT.penalties().repetition();

    @Option(
            names = "--presence-penalty",
            paramLabel = "<value>",
            description =
                    "Avoid tokens that were written already, the prompt's not counted: up to 2;"
                            + " below 0, to -2, seek them. Default: ${DEFAULT-VALUE}")
    private double presencePenalty = Sampling.DEFAULT.penalties().presence();

    @Option(
            names = "--frequency-penalty",
            paramLabel = "<value>",
            description =
                    "The same, once for each time that the token was written."
                            + " Default: ${DEFAULT-VALUE}")
    private double frequencyPenalty = Sampling.DEFAULT.penalties().frequency();

    @Option(
            names = "--no-repeat",
            paramLabel = "<tokens>",
            description =
                    "Never write this many tokens in a row that came before, in the prompt or"
                            + " after; 0 for no such rule. Default: ${DEFAULT-VALUE}")
    private int noRepeat = Sampling.DEFAULT.penalties().noRepeat();

    @Option(
            names = "--ban",
            paramLabel = "<id>",
            description =
                    "Never write this token, by its id in tokenizer.json; may be given several"
                            + " times.")
    private Set<Integer> banned = Set.of();

    @Option(
            names = "--favour",
            paramLabel = "<id=score>",
            description =
                    "Write this token more gladly (3: about 20 times as likely; up to 100) or less"
                            + " (below 0, to -100); may be given several times.")
    private Map<Integer, Double> favoured = Map.of();

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            description =
                    "Draw the first sample from this, the next from one more; same seed, same"
                            + " words. Default: ${DEFAULT-VALUE}")
    private long seed = Sampling.DEFAULT.seed();

    /// What was chosen. Throws UserError when a value is out of its range.
    public Sampling sampling() {
        return new Sampling(
                temperature,
                new Cut(topK, topP, minP, typicalP),
                new Penalties(repetitionPenalty, presencePenalty, frequencyPenalty, noRepeat),
                new Bias(favoured, banned),
                seed);
    }
}
