package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.evaluation.EvaluatedText;
import dev.understudy.cli.evaluation.Measurement;
import dev.understudy.cli.evaluation.Measuring;
import dev.understudy.clone.ModelCard;
import dev.understudy.corpus.Corpus;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.library.ModelFolder;
import dev.understudy.library.ModelFolders;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
                    + " validation."
        },
        footer = {
            "",
            "Example:",
            "  understudy evaluate --circle friends --transcript yesterday.txt"
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

    @Option(names = "--json", description = "Print one line of JSON instead of a table.")
    private boolean json;

    @Override
    public void run() {
        Understudy parent = Understudy.parentOf(understudy);
        requireOneText();
        Home home = parent.home();
        Streams streams = parent.streams();
        ModelFolder folder = folder(new ModelFolders(home));
        EvaluatedText measured = measured(home, folder.weights(), streams);
        Measurement found =
                new Measuring(streams, InstantSource.system()).measure(folder, measured);
        streams.out().println(json ? found.json() : found.table());
    }

    private void requireOneText() {
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
        return new EvaluatedText.Validation(corpus, "validation text of " + circle());
    }
}
