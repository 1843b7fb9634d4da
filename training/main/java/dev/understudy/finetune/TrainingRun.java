package dev.understudy.finetune;

import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.corpus.Corpus;
import dev.understudy.finetune.Trainer.Outcome;
import dev.understudy.generation.guess.Ngrams;
import dev.understudy.model.Gpt2;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.recipe.BaseModel;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.PlanFile;
import dev.understudy.recipe.Recipe;
import dev.understudy.recipe.TrainingPlan;
import dev.understudy.recipe.TrainingSettings;
import dev.understudy.recipe.TrainingSettings.Packing;
import dev.understudy.report.LiveReport;
import dev.understudy.report.RunLog;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// One training in its folder: `run.json` (the plan), `corpus/`, `metrics.jsonl`, and checkpoints
/// while it lasts. A run that was interrupted lies there until it is resumed or discarded.
public final class TrainingRun {
    private static final String PLAN = "run.json";

    /// What whoever began it wants to find beside the version.
    private static final String NOTES = "notes";

    /// There once the run must come to nothing.
    private static final String DISCARDED = "discarded";

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

    /// Where a run in `folder` keeps the notes of whoever began it.
    public static Path notes(Path folder) {
        return folder.resolve(NOTES);
    }

    /// The checkpoint of the run in `folder` that did best so far; empty when none was measured
    /// yet, or when the run is over and its model is live.
    public static Optional<Path> best(Path folder) {
        Checkpoints bests = new Checkpoints(folder, Trainer.BEST);
        return bests.latest().map(bests::folder);
    }

    /// Whether `folder` holds a run that has not come to its end: neither trained to it, nor
    /// stopped between the moment its model went live and the moment it was cleared away. It may
    /// not have come to its first checkpoint: it then begins again, with the same numbers.
    public static boolean isInterrupted(Path folder) {
        return Files.exists(folder.resolve(PLAN))
                && !isDiscarded(folder)
                && new Checkpoints(folder, Trainer.CHECKPOINT)
                        .latest()
                        .filter(step -> isPublished(folder, step))
                        .isEmpty();
    }

    /// Whether the model went live, and a crash kept the rest from being cleared away: its weights
    /// are gone from here.
    private static boolean isPublished(Path folder, long step) {
        try {
            Position position =
                    Position.read(new Checkpoints(folder, Trainer.CHECKPOINT).folder(step));
            return position.bestStep() > 0
                    && !Files.exists(
                            new Checkpoints(folder, Trainer.BEST).folder(position.bestStep()));
        } catch (IOException | JacksonException damaged) {
            return false; // which is told when it is resumed
        }
    }

    /// A new run in `folder`, on the corpus that `build` makes in the folder it is given, as `plan`
    /// wants it for that corpus.
    ///
    /// It is prepared beside: a run that is in `folder` already stays as it was when this throws
    /// UserError, because the corpus is too small for the plan's blocks or the disk refuses.
    public static TrainingRun start(
            Path folder, Function<Path, Corpus> build, Function<Corpus, TrainingPlan> plan) {
        return start(folder, build, plan, _ -> {});
    }

    /// The same with notes.
    ///
    /// @param notes writes files into a folder, which will lie in the version's folder once there
    ///   is one
    public static TrainingRun start(
            Path folder,
            Function<Path, Corpus> build,
            Function<Corpus, TrainingPlan> plan,
            Consumer<Path> notes) {
        try {
            Unfinished.replace(
                    folder,
                    beside -> {
                        Corpus corpus = build.apply(corpusFolder(beside));
                        Files.createDirectories(notes(beside));
                        notes.accept(notes(beside));
                        writePlan(beside, plan.apply(corpus));
                    });
        } catch (IOException unwritable) {
            throw cannotWrite(folder, unwritable);
        }
        return resume(folder);
    }

    /// Shows `look` the corpus that `build` would make for a run in `folder`, and leaves nothing.
    public static void preview(Path folder, Function<Path, Corpus> build, Consumer<Corpus> look) {
        Path beside = preview(folder);
        try {
            try {
                Unfinished.delete(beside);
                look.accept(build.apply(corpusFolder(beside)));
            } finally {
                Unfinished.delete(beside);
            }
        } catch (IOException unwritable) {
            throw cannotWrite(folder, unwritable);
        }
    }

    private static Path preview(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".preview");
    }

    private static void writePlan(Path folder, TrainingPlan plan) throws IOException {
        Path beside = folder.resolve(PLAN + ".unfinished");
        Files.writeString(beside, PlanFile.write(plan));
        Files.move(beside, folder.resolve(PLAN), StandardCopyOption.ATOMIC_MOVE);
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

    /// Has the run of `circle` come to nothing, because its corpus holds words that may not be used
    /// any more: it is deleted, or, while somebody holds it, they stop within a step and [delete
    /// it][#clear]. Does nothing where there is no run. Throws UserError when the disk refuses.
    public static void discard(Home home, String circle) {
        Path folder = home.run(circle);
        try {
            if (Files.isDirectory(folder)) {
                Files.writeString(folder.resolve(DISCARDED), "");
            }
            Optional<Home.Lock> idle = home.tryLockRun(circle);
            if (idle.isPresent()) {
                try (Home.Lock _ = idle.get()) {
                    delete(folder);
                }
            }
        } catch (IOException unwritable) {
            throw cannotWrite(folder, unwritable);
        }
    }

    /// With what a crash left of its beginnings.
    private static void delete(Path folder) throws IOException {
        Unfinished.delete(folder);
        Unfinished.delete(preview(folder));
        Unfinished.deleteBeside(folder);
    }

    /// Whether the run in `folder` came to nothing, because its corpus holds words that may not be
    /// used any more.
    public static boolean isDiscarded(Path folder) {
        return Files.exists(folder.resolve(DISCARDED));
    }

    /// Deletes the run in `folder` if it was discarded. The caller holds it. Throws UserError when
    /// the disk refuses.
    public static void clear(Path folder) {
        if (isDiscarded(folder)) {
            try {
                delete(folder);
            } catch (IOException unwritable) {
                throw cannotWrite(folder, unwritable);
            }
        }
    }

    /// Deletes the run, and throws UserError, if it has been discarded.
    private void requireWanted() {
        if (isDiscarded(folder)) {
            clear(folder);
            throw new UserError(
                    "This training was on the words of somebody who took them back.",
                    "Begin another one: it learns from the rest.");
        }
    }

    /// How far the run in `folder` has come, which another process may be training. Throws
    /// UserError when there is none, or it cannot be read.
    public static Advance advance(Path folder) {
        Advance.Reading reading = new Advance.Reading();
        long steps = readPlan(folder).training().steps();
        try {
            RunLog.read(folder, reading::add);
        } catch (IOException unreadable) {
            throw new UserError(
                    folder + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make it readable.",
                    unreadable);
        }
        return reading.of(steps);
    }

    /// The settings that the published `version` was trained with; empty when it came without them.
    public static Optional<Recipe> recipe(Path version) {
        return Files.exists(version.resolve(PLAN))
                ? Optional.of(readPlan(version).recipe())
                : Optional.empty();
    }

    private static TrainingPlan readPlan(Path folder) {
        Path file = folder.resolve(PLAN);
        try {
            return PlanFile.read(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " is damaged.",
                    "Start again with understudy train --fresh.",
                    unreadable);
        }
    }

    /// The same run with other settings, for good. Throws UserError when the run has computed what
    /// they would have made another; see [TrainingPlan#resumedWith].
    public TrainingRun with(Layer changes) {
        TrainingPlan changed = plan.resumedWith(changes);
        try {
            writePlan(folder, changed);
        } catch (IOException unwritable) {
            throw cannotWrite(folder, unwritable);
        }
        return new TrainingRun(folder, changed, corpus);
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

    /// Trains to the end, or until `stop` says so; see [Trainer#run]. Throws UserError when the run
    /// was discarded meanwhile.
    public Outcome train(TrainingListener listener, BooleanSupplier stop, InstantSource clock) {
        TrainingSettings settings = plan.training();
        Outcome outcome;
        try (Tokenizer tokenizer = corpus.tokenizer();
                Trainer trainer =
                        new Trainer(
                                folder,
                                settings,
                                plan.rows(corpus),
                                device -> fresh(plan, device))) {
            boolean chat = !corpus.card().speakers().isEmpty();
            boolean documents = settings.batch().packing() == Packing.DOCUMENTS;
            int[] opening =
                    chat || documents ? new int[] {tokenizer.endOfText()} : tokenizer.encode("\n");
            SampleText sample = new SampleText(tokenizer, opening, settings.seed());
            outcome =
                    trainer.run(
                            listener,
                            sample,
                            () -> stop.getAsBoolean() || isDiscarded(folder),
                            clock);
        }
        requireWanted();
        return outcome;
    }

    /// The model before its first step, on `device`.
    static Gpt2 fresh(TrainingPlan plan, ComputeDevice device) {
        if (plan.base().isEmpty()) {
            return Gpt2.random(plan.model(), plan.training().seed(), device);
        }
        Path base = plan.base().get().folder();
        Gpt2 model = Gpt2.loadForTraining(base, device);
        if (!model.config().equals(plan.model())) {
            model.close();
            throw new UserError(
                    base + " holds another model than when the training was started.",
                    "Start again with understudy train --fresh.");
        }
        return model;
    }

    /// The folder of the model that the interrupted run in `folder` started from, which it needs
    /// when it goes on; empty where there is no such run, or it started from nothing.
    public static Optional<Path> needed(Path folder) {
        return isInterrupted(folder)
                ? readPlan(folder).base().map(BaseModel::folder)
                : Optional.empty();
    }

    /// Makes the finished run's best weights, with tokenizer and `card`, the live version in
    /// `models`, the run's report beside them, and clears away what only the training needed.
    /// Returns the version's folder. Throws UserError when the run was discarded meanwhile.
    public Path publish(Outcome outcome, ModelCard card, Models models) {
        return deliver(outcome, card, models::publish);
    }

    /// The same, but the version is a candidate: it does not speak until it is promoted.
    public Path keep(Outcome outcome, ModelCard card, Models models) {
        return deliver(outcome, card, models::keep);
    }

    private Path deliver(Outcome outcome, ModelCard card, UnaryOperator<Path> place) {
        requireWanted();
        try {
            Tokenizer tokenizer = corpus.tokenizer();
            try (tokenizer) {
                tokenizer.saveTo(outcome.best());
            }
            card.writeTo(outcome.best());
            RunLog.copy(folder, outcome.best());
            Corpus.copyCard(corpusFolder(folder), outcome.best());
            Ngrams.count(corpus.train()).writeTo(outcome.best());
            copyNotes(outcome.best());
            Path version = place.apply(outcome.best());
            new Checkpoints(folder, Trainer.CHECKPOINT).keepOnly(-1);
            Files.delete(folder.resolve(PLAN));
            return version;
        } catch (IOException unwritable) {
            throw cannotWrite(folder, unwritable);
        }
    }

    private void copyNotes(Path to) throws IOException {
        if (!Files.isDirectory(notes(folder))) {
            return;
        }
        try (Stream<Path> notes = Files.list(notes(folder))) {
            for (Path note : notes.toList()) {
                Files.copy(
                        note, to.resolve(note.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
