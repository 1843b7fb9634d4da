package dev.understudy.cli.training;

import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.CorpusCard;
import dev.understudy.corpus.CorpusSettings;
import dev.understudy.corpus.VocabularyChoice;
import dev.understudy.finetune.LearningRate;
import dev.understudy.finetune.TrainingPlan;
import dev.understudy.finetune.TrainingSettings;
import dev.understudy.finetune.TrainingSettings.BatchSize;
import dev.understudy.finetune.TrainingSettings.Optimizer;
import dev.understudy.finetune.TrainingSettings.Rhythm;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.UserError;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The settings of a training as options; the defaults suit about a megabyte of chat and two cores.
public final class TrainingOptions {
    /// Twice gpt2-xl's.
    private static final int MOST_LAYERS = 96;

    @Option(
            names = "--vocabulary",
            paramLabel = "<tokens>",
            description =
                    "Learn this many tokens; 257 are the bytes alone. Default: ${DEFAULT-VALUE}")
    private int vocabulary = 1024;

    @Option(
            names = "--layers",
            paramLabel = "<count>",
            description = "Stack this many attention blocks. Default: ${DEFAULT-VALUE}")
    private int layers = 2;

    @Option(
            names = "--heads",
            paramLabel = "<count>",
            description = "Give each block this many attention heads. Default: ${DEFAULT-VALUE}")
    private int heads = 8;

    @Option(
            names = "--width",
            paramLabel = "<channels>",
            description = "Make hidden states this wide. Default: ${DEFAULT-VALUE}")
    private int width = 256;

    @Option(
            names = "--block",
            paramLabel = "<tokens>",
            description =
                    "Read this many tokens at once; also the model's memory."
                            + " Default: ${DEFAULT-VALUE}")
    private int block = 96;

    @Option(
            names = "--batch",
            paramLabel = "<blocks>",
            description = "Compute this many blocks side by side. Default: ${DEFAULT-VALUE}")
    private int batch = 6;

    @Option(
            names = "--accumulation",
            paramLabel = "<count>",
            description =
                    "Sum the gradients of this many batches in a step. Default: ${DEFAULT-VALUE}")
    private int accumulation = 1;

    @Option(
            names = "--steps",
            paramLabel = "<count>",
            description = "Take this many optimizer steps. Default: ${DEFAULT-VALUE}")
    private int steps = 2200;

    @Option(
            names = "--learning-rate",
            paramLabel = "<rate>",
            description = "Learn this fast at most. Default: ${DEFAULT-VALUE}")
    private double learningRate = 3e-3;

    @Option(
            names = "--min-learning-rate",
            paramLabel = "<rate>",
            description = "Decay to this. Default: a tenth of --learning-rate")
    private double minLearningRate = -1;

    @Option(
            names = "--schedule",
            paramLabel = "<shape>",
            description = "Decay by ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private LearningRate.Shape schedule = LearningRate.Shape.COSINE;

    @Option(
            names = "--warm-up",
            paramLabel = "<steps>",
            description = "Raise the learning rate over this many steps. Default: ${DEFAULT-VALUE}")
    private int warmUp = 100;

    @Option(
            names = "--weight-decay",
            paramLabel = "<factor>",
            description = "Pull matrices towards zero. Default: ${DEFAULT-VALUE}")
    private double weightDecay = 0.1;

    @Option(
            names = "--beta1",
            paramLabel = "<factor>",
            description = "Remember gradients. Default: ${DEFAULT-VALUE}")
    private double beta1 = 0.9;

    @Option(
            names = "--beta2",
            paramLabel = "<factor>",
            description = "Remember squared gradients. Default: ${DEFAULT-VALUE}")
    private double beta2 = 0.99;

    @Option(
            names = "--clip",
            paramLabel = "<norm>",
            description = "Shorten longer gradients; 0 for never. Default: ${DEFAULT-VALUE}")
    private double clip = 1;

    @Option(
            names = "--dropout",
            paramLabel = "<share>",
            description = "Drop activations while training. Default: ${DEFAULT-VALUE}")
    private double dropout = 0;

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            description = "Draw weights and data from this. Default: ${DEFAULT-VALUE}")
    private long seed = 1337;

    @Option(
            names = "--evaluate-every",
            paramLabel = "<steps>",
            description = "Measure the validation loss; keep the best. Default: ${DEFAULT-VALUE}")
    private int evaluateEvery = 250;

    @Option(
            names = "--sample-every",
            paramLabel = "<steps>",
            description = "Show what the model writes; 0 for never. Default: ${DEFAULT-VALUE}")
    private int sampleEvery = 500;

    @Option(
            names = "--save-every",
            paramLabel = "<steps>",
            description = "Save what a crash would lose. Default: ${DEFAULT-VALUE}")
    private int saveEvery = 250;

    /// Throws UserError when a setting is out of its range, whatever the corpus.
    public void check() {
        require(
                vocabulary >= VocabularyTrainer.CHARACTERS
                        && vocabulary <= VocabularyTrainer.LARGEST,
                "vocabulary",
                vocabulary,
                VocabularyTrainer.CHARACTERS + " to " + VocabularyTrainer.LARGEST);
        require(layers >= 1 && layers <= MOST_LAYERS, "layers", layers, "1 to " + MOST_LAYERS);
        require(heads >= 1, "heads", heads, "1 or more");
        require(
                width >= 1 && width % heads == 0,
                "width",
                width,
                "a multiple of --heads, which is " + heads);
        plan(vocabulary, vocabulary - 1);
    }

    private static void require(boolean holds, String name, int found, String accepted) {
        if (!holds) {
            throw new UserError(
                    name + " is " + found + "; accepted: " + accepted + ".",
                    "Correct --" + name + ", or leave it out for the default.");
        }
    }

    /// What builds the corpus in `folder`, with blocks and a vocabulary of these sizes.
    public CorpusBuilder corpusBuilder(Path folder) {
        return new CorpusBuilder(
                CorpusSettings.standard(block), new VocabularyChoice.Learned(vocabulary), folder);
    }

    /// The plan for a corpus, whose vocabulary may have come out smaller than asked for.
    public TrainingPlan plan(CorpusCard corpus) {
        return plan(corpus.vocabularySize(), corpus.endOfText());
    }

    private TrainingPlan plan(int tokens, int endOfText) {
        Gpt2Config model = new Gpt2Config(tokens, block, width, layers, heads, endOfText);
        double floor = minLearningRate < 0 ? learningRate / 10 : minLearningRate;
        Optimizer optimizer =
                new Optimizer(
                        new LearningRate(learningRate, floor, warmUp, schedule),
                        beta1,
                        beta2,
                        1e-8,
                        weightDecay,
                        clip);
        TrainingSettings training =
                new TrainingSettings(
                        steps,
                        new BatchSize(batch, block, accumulation),
                        optimizer,
                        dropout,
                        seed,
                        new Rhythm(evaluateEvery, sampleEvery, saveEvery));
        return new TrainingPlan("from-scratch", model, training);
    }
}
