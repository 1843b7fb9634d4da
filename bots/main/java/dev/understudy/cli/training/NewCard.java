package dev.understudy.cli.training;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.corpus.CorpusCard;
import dev.understudy.finetune.Trainer.Outcome;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.recipe.BaseModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Writes the cards of models that were just trained.
final class NewCard {
    private NewCard() {}

    /// The card of the model that `run` came to.
    static ModelCard of(TrainingRun run, Outcome outcome, Circle circle, Instant now) {
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
                        now)
                .from(
                        new ModelCard.Origin(
                                corpus.from(),
                                corpus.to(),
                                run.corpus().builtAt(),
                                ancestors(run),
                                software()));
    }

    private static List<Speaker> speakers(CorpusCard corpus) {
        List<Speaker> speakers = new ArrayList<>();
        corpus.speakers()
                .forEach(
                        (name, turns) ->
                                speakers.add(
                                        new Speaker(
                                                new SpeakerName(name),
                                                corpus.displayNames().getOrDefault(name, name),
                                                turns)));
        return speakers;
    }

    /// A base model that was pulled has no card, and has seen nobody of any circle.
    private static SortedSet<SpeakerName> ancestors(TrainingRun run) {
        return new TreeSet<>(
                run.plan()
                        .base()
                        .map(BaseModel::folder)
                        .filter(ModelCard::isIn)
                        .map(base -> ModelCard.read(base).seen())
                        .orElse(new TreeSet<>()));
    }

    private static String software() {
        return Optional.ofNullable(NewCard.class.getPackage().getImplementationVersion())
                .orElse("from sources");
    }
}
