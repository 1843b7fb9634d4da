package dev.understudy.finetune;

import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusCard;
import dev.understudy.finetune.Trainer.Outcome;
import dev.understudy.model.Gpt2;
import dev.understudy.report.LiveReport;
import dev.understudy.report.RunLog;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One training in its folder: `run.json` (the plan), `corpus/`, `metrics.jsonl`, and checkpoints
/// while it lasts. A run that was interrupted lies there until it is resumed or discarded.
public final class TrainingRun {
    private static final String PLAN = "run.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final TrainingPlan plan;
    private final Corpus corpus;

    private TrainingRun(Path folder, TrainingPlan plan, Corpus corpus) {
        this.folder = folder;
        this.plan = plan;
        this.corpus = corpus;
    }

    /// Where a run in `folder` keeps its corpus.
    public static Path corpusFolder(Path folder) {
        return folder.resolve("corpus");
    }

    /// Whether `folder` holds a run that has not come to its end: neither trained to it, nor
    /// stopped between the moment its model went live and the moment it was cleared away.
    public static boolean isInterrupted(Path folder) {
        return Files.exists(folder.resolve(PLAN))
                && new Checkpoints(folder, Trainer.CHECKPOINT)
                        .latest()
                        .filter(step -> !isPublished(folder, step))
                        .isPresent();
    }

    /// Whether the model went live, and a crash kept the rest from being cleared away.
    private static boolean isPublished(Path folder, long step) {
        try {
            TrainingPlan plan = read(folder.resolve(PLAN));
            Position position =
                    Position.read(new Checkpoints(folder, Trainer.CHECKPOINT).folder(step));
            return position.step() == plan.training().steps()
                    && !Files.exists(
                            new Checkpoints(folder, Trainer.BEST).folder(position.bestStep()));
        } catch (IOException | JacksonException damaged) {
            return false; // which is told when it is resumed
        }
    }

    private static TrainingPlan read(Path file) throws IOException {
        return JSON.readValue(Files.readString(file), TrainingPlan.class);
    }

    /// A new run in `folder`, on the corpus that `build` makes in the folder it is given, as `plan`
    /// wants it for that corpus.
    ///
    /// It is prepared beside: a run that is in `folder` already stays as it was when this throws
    /// UserError, because the corpus is too small for the plan's blocks or the disk refuses.
    public static TrainingRun start(
            Path folder, Function<Path, Corpus> build, Function<CorpusCard, TrainingPlan> plan) {
        Path beside = folder.resolveSibling(folder.getFileName() + ".unfinished");
        try {
            Checkpoints.delete(beside);
            try {
                Corpus corpus = build.apply(corpusFolder(beside));
                TrainingPlan wanted = plan.apply(corpus.card());
                corpus.requireBlocks(wanted.training().batch().block());
                Files.writeString(beside.resolve(PLAN), JSON.writeValueAsString(wanted));
                Checkpoints.delete(folder);
                Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
                return new TrainingRun(folder, wanted, Corpus.open(corpusFolder(folder)));
            } finally {
                Checkpoints.delete(beside);
            }
        } catch (IOException unwritable) {
            throw cannotWrite(folder, unwritable);
        }
    }

    /// The interrupted run in `folder`. Throws UserError when there is none, or it is damaged.
    public static TrainingRun resume(Path folder) {
        if (!isInterrupted(folder)) {
            throw new UserError(
                    folder + " holds no interrupted training.",
                    "Start one with understudy train, without --resume.");
        }
        return new TrainingRun(folder, readPlan(folder), Corpus.open(corpusFolder(folder)));
    }

    private static TrainingPlan readPlan(Path folder) {
        Path file = folder.resolve(PLAN);
        try {
            return read(file);
        } catch (IOException | JacksonException unreadable) {
            throw new UserError(
                    file + " is damaged.",
                    "Start again with understudy train --fresh.",
                    unreadable);
        }
    }

    private static UserError cannotWrite(Path path, IOException cause) {
        return new UserError(
                path + " cannot be written: " + cause.getMessage() + ".",
                "Make room on the disk, or make the folder writable.",
                cause);
    }

    /// What is trained, and how.
    public TrainingPlan plan() {
        return plan;
    }

    /// The page that shows how it goes, there once it trains.
    public Path report() {
        return folder.resolve(LiveReport.PAGE);
    }

    /// What it learns from.
    public Corpus corpus() {
        return corpus;
    }

    /// Trains to the end, or until `stop` says so; see [Trainer#run].
    public Outcome train(TrainingListener listener, BooleanSupplier stop, InstantSource clock) {
        TrainingSettings settings = plan.training();
        Trainer.Text text =
                new Trainer.Text(corpus.train(), corpus.validation(), corpus.validationSpeakers());
        try (Tokenizer tokenizer = corpus.tokenizer();
                Trainer trainer =
                        new Trainer(
                                folder,
                                settings,
                                text,
                                () -> Gpt2.random(plan.model(), settings.seed()))) {
            boolean chat = !corpus.card().speakers().isEmpty();
            int[] opening = chat ? new int[] {tokenizer.endOfText()} : tokenizer.encode("\n");
            SampleText sample = new SampleText(tokenizer, opening, settings.seed());
            return trainer.run(listener, sample, stop, clock);
        }
    }

    /// Makes the finished run's best weights, with tokenizer and `card`, the live version in
    /// `models`, the run's report beside them, and clears away what only the training needed.
    /// Returns the version's folder.
    public Path publish(Outcome outcome, ModelCard card, Models models) {
        try {
            Tokenizer tokenizer = corpus.tokenizer();
            try (tokenizer) {
                tokenizer.saveTo(outcome.best());
            }
            card.writeTo(outcome.best());
            RunLog.copy(folder, outcome.best());
            Path version = models.publish(outcome.best());
            new Checkpoints(folder, Trainer.CHECKPOINT).keepOnly(-1);
            Files.delete(folder.resolve(PLAN));
            return version;
        } catch (IOException unwritable) {
            throw cannotWrite(folder, unwritable);
        }
    }
}
