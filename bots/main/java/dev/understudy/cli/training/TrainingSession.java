package dev.understudy.cli.training;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.console.Streams;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.CorpusCard;
import dev.understudy.corpus.VocabularyChoice;
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
import dev.understudy.settings.Home;
import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import dev.understudy.texts.Texts;
import dev.understudy.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What training a circle's model takes from the first message to the live version, with its
/// progress shown. The caller holds the home folder's lock.
///
/// @param clock for the progress and the model's card
public record TrainingSession(Home home, Circle circle, Streams streams, Clock clock) {

    /// A new run in place of the circle's last one, which stays when this throws UserError; see
    /// [TrainingRun#start]. Tells what was said about it.
    ///
    /// @param texts what it learns from, instead of the circle's messages
    public TrainingRun start(Recipe recipe, Optional<Texts> texts) {
        Optional<BaseModel> base = base(recipe, texts);
        Recipe fitted = base.map(found -> found.fit(recipe)).orElse(recipe);
        TrainingRun run =
                TrainingRun.start(
                        home.run(circle.name()),
                        folder -> corpus(new Order(fitted, texts, folder), base),
                        corpus -> {
                            TrainingPlan plan = TrainingPlan.of(fitted, base, corpus);
                            forecast(plan, corpus).requireFit();
                            return plan;
                        });
        fitted.said().forEach(streams.err()::println);
        return run;
    }

    /// Prints what such a training will take, and how long, without leaving anything. Throws
    /// UserError as [#start], and where it does not fit. Returns the exit code.
    public int plan(Recipe recipe, Optional<Texts> texts) {
        Optional<BaseModel> base = base(recipe, texts);
        Recipe fitted = base.map(found -> found.fit(recipe)).orElse(recipe);
        fitted.said().forEach(streams.err()::println);
        TrainingRun.preview(
                home.run(circle.name()),
                folder -> corpus(new Order(fitted, texts, folder), base),
                corpus -> {
                    Forecast forecast = forecast(TrainingPlan.of(fitted, base, corpus), corpus);
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

    private Optional<BaseModel> base(Recipe recipe, Optional<Texts> texts) {
        recipe.find(Keys.SPEAKERS).ifPresent(names -> requireKnown(names, texts.isPresent()));
        return recipe.fromScratch()
                ? Optional.empty()
                : Optional.of(new ModelFolders(home).base(recipe.get(Keys.BASE), circle));
    }

    private static Forecast forecast(TrainingPlan plan, Corpus corpus) {
        return Forecast.of(plan, corpus.card());
    }

    /// A corpus to build.
    private record Order(Recipe recipe, Optional<Texts> texts, Path folder) {
        CorpusBuilder builder(VocabularyChoice vocabulary) {
            return new CorpusBuilder(recipe.corpusSettings(), vocabulary, folder);
        }
    }

    private Corpus corpus(Order order, Optional<BaseModel> base) {
        if (base.isEmpty()) {
            int size = Math.toIntExact(order.recipe.get(Keys.VOCABULARY));
            return corpus(order.texts, order.builder(new VocabularyChoice.Learned(size)));
        }
        try (Tokenizer tokenizer = base.get().tokenizer()) {
            return corpus(order.texts, order.builder(new VocabularyChoice.Given(tokenizer)));
        }
    }

    private Corpus corpus(Optional<Texts> texts, CorpusBuilder builder) {
        if (texts.isPresent()) {
            return builder.fromTexts(texts.get().read());
        }
        try (Archive archive = Archive.open(home.archive())) {
            if (archive.messageCount(circle) == 0) {
                throw new UserError(
                        "The circle " + circle + " has no messages yet.",
                        "Import some: understudy import result.json --circle " + circle);
            }
            streams.err().println("Building the corpus.");
            return builder.fromMessages(
                    sink -> archive.forEachMessage(circle, sink), permission().willing(archive));
        }
    }

    private Permission permission() {
        return new Permission(home, circle);
    }

    private void requireKnown(List<String> names, boolean ofText) {
        if (ofText) {
            throw new UserError(
                    "speakers is " + String.join(",", names) + ", but a text has no speakers.",
                    "Leave out --speakers, or --text.");
        }
        List<String> known;
        try (Archive archive = Archive.open(home.archive())) {
            known = archive.people(circle).stream().map(one -> one.speaker().text()).toList();
        }
        for (String name : names) {
            if (!known.contains(name)) {
                List<String> near = Spelling.closest(name.toUpperCase(Locale.ROOT), known, 1);
                throw new UserError(
                        "speakers names \"%s\", whom %s does not know.".formatted(name, circle),
                        (near.isEmpty() ? "" : "Did you mean " + near.getFirst() + "? ")
                                + "Names are written as in a transcript.");
            }
        }
    }

    /// Trains `run` and makes its model live. Returns the exit code. Throws UserError when somebody
    /// in its corpus does not agree any more.
    public int train(TrainingRun run) {
        permission().require(run.corpus().card().speakers().keySet());
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
            Models models = new Models(home.model(circle.name()));
            Path version = run.publish(outcome, card(run, outcome), models);
            streams.out()
                    .printf(
                            Locale.ROOT,
                            "Validation loss %.4f (perplexity %.1f). The model is %s.%n",
                            outcome.bestLoss(),
                            Math.exp(outcome.bestLoss()),
                            version);
            streams.err().println("Its report is " + version.resolve(LiveReport.PAGE) + ".");
            return 0;
        }
    }

    private ModelCard card(TrainingRun run, Outcome outcome) {
        CorpusCard corpus = run.corpus().card();
        return new ModelCard(
                ModelCard.FORMAT_VERSION,
                circle,
                speakers(corpus),
                run.plan().preset(),
                run.plan().training().seed(),
                corpus.train().sha256(),
                run.plan().base().map(BaseModel::name),
                Map.of(
                        "validation_loss", outcome.bestLoss(),
                        "perplexity", Math.exp(outcome.bestLoss()),
                        "steps", (double) outcome.steps()),
                clock.instant());
    }

    /// Everyone in the corpus, under the name that the archive knows them by.
    private List<Speaker> speakers(CorpusCard corpus) {
        Map<SpeakerName, String> displayNames = new HashMap<>();
        if (!corpus.speakers().isEmpty()) {
            try (Archive archive = Archive.open(home.archive())) {
                for (Person person : archive.people(circle)) {
                    displayNames.put(person.speaker(), person.displayName());
                }
            }
        }
        List<Speaker> speakers = new ArrayList<>();
        corpus.speakers()
                .forEach(
                        (name, turns) -> {
                            SpeakerName speaker = new SpeakerName(name);
                            String display = displayNames.getOrDefault(speaker, name);
                            speakers.add(new Speaker(speaker, display, turns));
                        });
        return speakers;
    }
}
