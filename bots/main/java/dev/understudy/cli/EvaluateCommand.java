package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.evaluation.EvaluatedText;
import dev.understudy.cli.evaluation.LikenessTable;
import dev.understudy.cli.evaluation.Likening;
import dev.understudy.cli.evaluation.Measurement;
import dev.understudy.cli.evaluation.Measuring;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.corpus.Corpus;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.library.Ancestry;
import dev.understudy.library.ModelFolder;
import dev.understudy.library.ModelFolders;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.LikenessFile;
import dev.understudy.nightly.Night;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy evaluate`: a model's loss and perplexity, overall and for each person.
@Command(
        name = "evaluate",
        header = "Measure how well a model foresees a text.",
        description = {
            "",
            "Prints loss and perplexity, overall and for each person's own words; lower is better."
                    + " Losses a character or a byte compare models with different vocabularies."
                    + " Without a file, the text is what the circle's last training kept for"
                    + " validation.",
            "",
            "With --likeness the clones answer on that text, too: who they are taken for, how their"
                    + " manner differs from their friends', and what they repeat or copy. The"
                    + " page is likeness.html, the numbers are likeness.json."
        },
        footer = {
            "",
            "Example:",
            "  understudy evaluate --circle friends --transcript yesterday.txt",
            "  understudy evaluate --circle friends --likeness"
        })
final class EvaluateCommand implements Runnable {
    @ParentCommand private @Nullable Understudy understudy;
    @Spec private CommandSpec spec;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            description = "Measure this circle's model, or another on its validation text.")
    private @Nullable Circle circle;

    @Option(
            names = "--model",
            paramLabel = "<name>",
            description =
                    "Measure gpt2 (a base model), friends (a circle's live one), friends@0002,"
                            + " run:friends (the best of an interrupted run), or a folder."
                            + " Default: the circle's live one")
    private @Nullable String model;

    @Option(
            names = "--transcript",
            paramLabel = "<file>",
            description = "Measure on this transcript; ALICE: begins a message of Alice's.")
    private @Nullable Path transcript;

    @Option(
            names = "--text",
            paramLabel = "<file>",
            description = "Measure on this text file as it is.")
    private @Nullable Path text;

    @Option(
            names = "--likeness",
            description = "Measure how much the clones are like their friends.")
    private boolean likeness;

    @Option(
            names = "--out",
            paramLabel = "<folder>",
            description =
                    "Write the page and the numbers of --likeness there. Default: the model's"
                            + " folder")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print one line of JSON instead of a table.")
    private boolean json;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public void run() {
        Understudy parent = Understudy.parentOf(understudy);
        requireOneText();
        Home home = parent.home();
        Streams streams = parent.streams();
        ModelFolders models = new ModelFolders(home);
        ModelFolder folder = folder(models);
        if (likeness) {
            liken(folder, base(models, folder), home, streams);
            return;
        }
        EvaluatedText measured = measured(home, folder.weights(), streams);
        Measurement found =
                new Measuring(streams, InstantSource.system()).measure(folder, measured);
        streams.out().println(json ? found.json() : found.table());
    }

    /// What the model was made of, as far as it is there. The versions between may be gone: nights
    /// note it.
    private static Optional<ModelFolder> base(ModelFolders models, ModelFolder folder) {
        return new Ancestry(models)
                .base(folder)
                .or(
                        () ->
                                Night.in(folder.weights())
                                        .flatMap(night -> night.origin().base())
                                        .flatMap(models::ifThere));
    }

    private void liken(ModelFolder folder, Optional<ModelFolder> base, Home home, Streams streams) {
        Path kept = kept(folder);
        GateSettings gates = config.settings(home).get().gates();
        Likening likening = new Likening(streams, InstantSource.system(), gates);
        Corpus corpus = validation(home, folder.weights(), streams);
        Likeness found = likening.measure(folder, base, corpus);
        streams.out().println(json ? LikenessFile.line(found) : LikenessTable.of(found));
        likening.keep(found, kept);
    }

    /// Where the report goes: names of friends stay within their circle.
    private Path kept(ModelFolder folder) {
        if (out != null) {
            return out;
        }
        if (!ModelCard.isIn(folder.weights())
                || !ModelCard.read(folder.weights()).circle().equals(circle())) {
            throw new UserError(
                    "The model " + folder.name() + " is none of " + circle() + "'s versions.",
                    "Name a folder for the report: --out likeness");
        }
        return folder.weights();
    }

    private void requireOneText() {
        if (out != null && !likeness) {
            throw misused("--out is where --likeness is written.", "Add --likeness.");
        }
        if (likeness && (circle == null || transcript != null || text != null)) {
            throw misused(
                    "--likeness is measured on what a circle's training held out.",
                    "Name a --circle, and no --transcript or --text.");
        }
        if (transcript != null && text != null) {
            throw misused("--transcript and --text name one text each.", "Leave out one of them.");
        }
        if (circle == null && (model == null || (transcript == null && text == null))) {
            throw misused(
                    "There is no telling which model to measure, or on what.",
                    "Name a --circle, or a --model with a --transcript or --text.");
        }
    }

    private ParameterException misused(String problem, String remedy) {
        UserError wrong = new UserError(problem, remedy);
        return new ParameterException(spec.commandLine(), wrong.problem(), wrong);
    }

    private Circle circle() {
        if (circle == null) {
            throw new IllegalStateException("checked when the command began");
        }
        return circle;
    }

    private ModelFolder folder(ModelFolders models) {
        if (model == null) {
            return models.live(circle());
        }
        return circle == null ? models.find(model) : models.find(model, circle);
    }

    private EvaluatedText measured(Home home, Path folder, Streams streams) {
        if (transcript != null) {
            return new EvaluatedText.TranscriptFile(transcript);
        }
        if (text != null) {
            return new EvaluatedText.TextFile(text);
        }
        Corpus corpus = validation(home, folder, streams);
        return new EvaluatedText.Validation(corpus, "validation text of " + circle());
    }

    private Corpus validation(Home home, Path folder, Streams streams) {
        Path kept = TrainingRun.corpusFolder(home.run(circle().name()));
        if (!Files.isDirectory(kept)) {
            throw new UserError(
                    "The circle " + circle() + " has no validation text: no training kept one.",
                    "Name a --transcript or --text, or train: understudy train --circle "
                            + circle());
        }
        Corpus corpus = Corpus.open(kept);
        if (Files.exists(folder.resolve("understudy.json"))
                && !ModelCard.read(folder).corpusHash().equals(corpus.card().train().sha256())) {
            streams.err()
                    .println("The model is of another corpus, which may hold some of this text.");
        }
        return corpus;
    }
}
