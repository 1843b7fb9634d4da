package dev.understudy.cli.training;

import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Streams;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.VocabularyChoice;
import dev.understudy.corpus.split.Lesson;
import dev.understudy.finetune.Rehearsal;
import dev.understudy.finetune.Trainer.Outcome;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.forecast.Forecast;
import dev.understudy.library.ModelFolders;
import dev.understudy.recipe.BaseModel;
import dev.understudy.recipe.Keys;
import dev.understudy.recipe.Recipe;
import dev.understudy.recipe.TrainingPlan;
import dev.understudy.report.LiveReport;
import dev.understudy.scrub.Scrubber;
import dev.understudy.settings.Home;
import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// What training a circle's model takes from the first message to the live version, with its
/// progress shown. The caller holds the circle's run.
///
/// @param permission whose model it is, and what is private in their words
/// @param clock for the progress and the model's card
public record TrainingSession(Permission permission, Streams streams, Clock clock) {
    private Home home() {
        return permission.home();
    }

    private Circle circle() {
        return permission.circle();
    }

    /// A new run on `material` in place of the circle's last one, which stays when this throws
    /// UserError; see [TrainingRun#start]. Tells what was said about it.
    public TrainingRun start(Recipe recipe, Material material) {
        return start(recipe, material, Notes.NONE);
    }

    /// The same for a model that goes on learning.
    public TrainingRun start(Recipe recipe, Material material, Notes notes) {
        Order order = order(recipe, material, notes.lesson());
        TrainingRun run =
                TrainingRun.start(
                        home().run(circle().name()),
                        order::corpus,
                        corpus -> {
                            tellPrivateNames(corpus);
                            TrainingPlan plan = order.plan(corpus);
                            forecast(plan, corpus).requireFit();
                            return plan;
                        },
                        notes.writing());
        order.recipe.said().forEach(streams.err()::println);
        return run;
    }

    /// What a training is besides its settings.
    ///
    /// @param lesson what a model that goes on learns from; empty for one that learns from all
    /// @param writing writes files that will lie beside the version
    public record Notes(Optional<Lesson> lesson, Consumer<Path> writing) {
        static final Notes NONE = new Notes(Optional.empty(), _ -> {});
    }

    /// Prints what such a training will take, and how long, without leaving anything. Throws
    /// UserError as [#start], and where it does not fit. Returns the exit code.
    public int plan(Recipe recipe, Material material) {
        Order order = order(recipe, material, Optional.empty());
        order.recipe.said().forEach(streams.err()::println);
        TrainingRun.preview(
                home().run(circle().name()),
                order::corpus,
                corpus -> {
                    Forecast forecast = forecast(order.plan(corpus), corpus);
                    PlanReport report = new PlanReport(streams.out());
                    report.print(forecast);
                    forecast.requireFit();
                    streams.err().println("Timing a few steps.");
                    report.time(
                            Rehearsal.step(forecast, corpus, clock),
                            forecast.plan().training().steps());
                });
        return 0;
    }

    /// The corpus that such a training would read, in `folder`. Throws UserError as [#start].
    public Corpus corpus(Recipe recipe, Material material, Path folder) {
        Order order = order(recipe, material, Optional.empty());
        order.recipe.said().forEach(streams.err()::println);
        Corpus corpus = order.corpus(folder);
        tellPrivateNames(corpus);
        return corpus;
    }

    /// Names stand in every prompt, so they are not replaced, but people can be given others.
    private void tellPrivateNames(Corpus corpus) {
        long names =
                corpus.card().speakers().keySet().stream()
                        .filter(name -> !Scrubber.STANDARD.scrub(name).text().equals(name))
                        .count();
        if (names > 0) {
            streams.err()
                    .printf(
                            Locale.ROOT,
                            "People whose names are telephone numbers or the like, which the model"
                                    + " learns: %,d.%n-> understudy people rename%n",
                            names);
        }
    }

    private Order order(Recipe recipe, Material material, Optional<Lesson> lesson) {
        recipe.find(Keys.SPEAKERS).ifPresent(names -> requireKnown(names, material.speakers()));
        if (recipe.fromScratch()) {
            return new Order(
                    recipe,
                    material,
                    Optional.empty(),
                    new Making(scrubber(recipe), lesson),
                    streams);
        }
        BaseModel base = new ModelFolders(home()).base(recipe.get(Keys.BASE), circle());
        return new Order(
                base.fit(recipe),
                material,
                Optional.of(base),
                new Making(scrubber(recipe), lesson),
                streams);
    }

    /// With the private terms of the settings; empty where none is wanted.
    private Optional<Scrubber> scrubber(Recipe recipe) {
        return recipe.get(Keys.SCRUB)
                ? Optional.of(Scrubber.with(permission.settings().get().privacy()))
                : Optional.empty();
    }

    private void requireKnown(List<String> names, List<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                List<String> near = Spelling.closest(name.toUpperCase(Locale.ROOT), known, 1);
                throw new UserError(
                        "speakers names \"%s\", whom %s does not know.".formatted(name, circle()),
                        (near.isEmpty() ? "" : "Did you mean " + near.getFirst() + "? ")
                                + "Names are written as in a transcript.");
            }
        }
    }

    private static Forecast forecast(TrainingPlan plan, Corpus corpus) {
        return Forecast.of(plan, corpus.card());
    }

    /// How a corpus is made of its material.
    private record Making(Optional<Scrubber> scrubber, Optional<Lesson> lesson) {}

    /// What to train, on what, from what.
    private record Order(
            Recipe recipe,
            Material material,
            Optional<BaseModel> base,
            Making making,
            Streams streams) {

        Corpus corpus(Path folder) {
            if (base.isEmpty()) {
                int size = Math.toIntExact(recipe.get(Keys.VOCABULARY));
                return corpus(folder, new VocabularyChoice.Learned(size));
            }
            try (Tokenizer tokenizer = base.get().tokenizer()) {
                return corpus(folder, new VocabularyChoice.Given(tokenizer));
            }
        }

        private Corpus corpus(Path folder, VocabularyChoice vocabulary) {
            return material.corpus(
                    new CorpusBuilder(
                            recipe.corpusSettings(),
                            vocabulary,
                            folder,
                            making.scrubber,
                            making.lesson),
                    streams);
        }

        TrainingPlan plan(Corpus corpus) {
            return TrainingPlan.of(recipe, base, corpus);
        }
    }

    /// What becomes of a model that is trained.
    public enum Ending {
        /// It is live, and versions that are not worth keeping go.
        PROMOTED,
        /// It stays silent until it is promoted.
        CANDIDATE,
        /// It stays silent until it is judged, which comes next.
        JUDGED
    }

    /// The model is live whether or not others can be removed.
    private void tidy() {
        try {
            new Upkeep(permission.records(), circle()).clear(clock.instant(), streams.err());
        } catch (UserError refused) {
            streams.err().println(refused.problem());
            streams.err().println("-> " + refused.remedy());
        }
    }

    /// Trains `run` and makes its model live. Returns the exit code.
    public int train(TrainingRun run) {
        return train(run, Ending.PROMOTED);
    }

    /// Trains `run`. Returns the exit code.
    public int train(TrainingRun run, Ending ending) {
        try (StopSignal stop = new StopSignal()) {
            Outcome outcome;
            try (TrainingProgress progress = new TrainingProgress(run, streams, clock)) {
                outcome = run.train(progress, stop, clock);
            }
            if (!outcome.finished()) {
                streams.err()
                        .printf(
                                Locale.ROOT,
                                "Stopped after step %,d; go on with --resume.%n",
                                outcome.steps());
                return 1;
            }
            deliver(run, outcome, ending);
            return 0;
        }
    }

    private void deliver(TrainingRun run, Outcome outcome, Ending ending) {
        Models models = new Models(home().model(circle().name()));
        ModelCard card = NewCard.of(run, outcome, circle(), clock.instant());
        Path version =
                switch (ending) {
                    case PROMOTED -> run.publish(outcome, card, models);
                    case CANDIDATE, JUDGED -> run.keep(outcome, card, models);
                };
        // what a night prints is what came of it
        (ending == Ending.JUDGED ? streams.err() : streams.out())
                .printf(
                        Locale.ROOT,
                        "Validation loss %.4f (perplexity %.1f). The model is %s.%n",
                        outcome.bestLoss(),
                        Math.exp(outcome.bestLoss()),
                        version);
        run.corpus().card().scrubbedText().ifPresent(streams.err()::println);
        streams.err().println("Its report is " + version.resolve(LiveReport.PAGE) + ".");
        switch (ending) {
            case PROMOTED -> tidy();
            case CANDIDATE ->
                    streams.err()
                            .printf(
                                    "It is silent until you promote it: understudy models promote"
                                            + " %s --circle %s%n",
                                    version.getFileName(), circle());
            case JUDGED -> streams.err().println("It is judged before it may speak.");
        }
    }
}
