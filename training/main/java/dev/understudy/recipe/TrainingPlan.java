package dev.understudy.recipe;

import dev.understudy.batches.Batches;
import dev.understudy.chat.SpeakerName;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.TokenSpeakers;
import dev.understudy.model.Gpt2Config;
import dev.understudy.recipe.TrainingSettings.BatchSize;
import dev.understudy.recipe.TrainingSettings.Computation;
import dev.understudy.recipe.TrainingSettings.Muon;
import dev.understudy.recipe.TrainingSettings.Optimizer;
import dev.understudy.recipe.TrainingSettings.Rhythm;
import dev.understudy.settings.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is trained, and how: written into the run's folder, so that a resumed run needs no options.
///
/// @param recipe the settings
/// @param base the model it starts from; empty when from nothing
/// @param model the shape of the model
/// @param rowsPerEpoch rows in which the whole corpus is read once
public record TrainingPlan(
        Recipe recipe, Optional<BaseModel> base, Gpt2Config model, long rowsPerEpoch) {
    public TrainingPlan {
        if (recipe.count(Keys.BLOCK) > model.contextLength()) {
            throw BaseModel.tooLong(recipe.count(Keys.BLOCK), model.contextLength());
        }
    }

    /// The plan for a corpus, whose vocabulary may have come out smaller than asked for.
    ///
    /// Throws UserError when the corpus is too small for the recipe's blocks.
    public static TrainingPlan of(Recipe recipe, Optional<BaseModel> base, Corpus corpus) {
        Gpt2Config model =
                base.map(BaseModel::config)
                        .orElseGet(
                                () ->
                                        new Gpt2Config(
                                                corpus.card().vocabularySize(),
                                                recipe.count(Keys.BLOCK),
                                                recipe.count(Keys.WIDTH),
                                                recipe.count(Keys.LAYERS),
                                                recipe.count(Keys.HEADS),
                                                corpus.card().endOfText()));
        return new TrainingPlan(recipe, base, model, rows(recipe, corpus).train().count());
    }

    /// The rows of a corpus.
    ///
    /// @param whose who says each token of the validation part
    public record Rows(Batches train, Batches validation, TokenSpeakers whose) {}

    /// The rows that `corpus` is read in. Throws UserError when it is too small for them.
    public Rows rows(Corpus corpus) {
        return rows(recipe, corpus);
    }

    private static Rows rows(Recipe recipe, Corpus corpus) {
        int block = recipe.count(Keys.BLOCK);
        int endOfText = corpus.card().endOfText();
        TokenSpeakers whose = corpus.validationSpeakers();
        Rows all =
                switch (recipe.get(Keys.PACKING)) {
                    case BLOCKS ->
                            new Rows(
                                    Batches.blocks(corpus.train(), block, "training"),
                                    Batches.blocks(corpus.validation(), block, "validation"),
                                    whose);
                    case DOCUMENTS ->
                            new Rows(
                                    Batches.documents(corpus.train(), block, endOfText),
                                    Batches.documents(corpus.validation(), block, endOfText),
                                    whose);
                };
        return recipe.find(Keys.SPEAKERS).map(chosen -> only(chosen, all, corpus)).orElse(all);
    }

    /// The same rows with the lines of `chosen` alone for targets, in both parts: the best weights
    /// are those that foresee these lines best.
    private static Rows only(List<String> chosen, Rows all, Corpus corpus) {
        Set<SpeakerName> names = chosen.stream().map(SpeakerName::of).collect(Collectors.toSet());
        Batches train = all.train().learning(corpus.trainSpeakers().saidBy(names));
        Batches validation = all.validation().learning(all.whose().saidBy(names));
        if (!train.teaches() || !validation.teaches()) {
            throw new UserError(
                    "speakers is %s, who say nothing in the %s text."
                            .formatted(
                                    String.join(",", chosen),
                                    train.teaches() ? "validation" : "training"),
                    "Name people who say more, or keep more for validation with"
                            + " --validation-share.");
        }
        return new Rows(train, validation, all.whose());
    }

    /// A name for the settings, for the model's card.
    public String preset() {
        return recipe.preset();
    }

    /// What the recipe comes to, in numbers.
    public TrainingSettings training() {
        BatchSize batch =
                new BatchSize(
                        recipe.count(Keys.BATCH),
                        recipe.count(Keys.BLOCK),
                        recipe.count(Keys.ACCUMULATION),
                        recipe.get(Keys.PACKING));
        double stepsPerEpoch = rowsPerEpoch / (double) batch.rowsPerStep();
        int steps =
                recipe.find(Keys.EPOCHS)
                        .map(epochs -> Math.max(1, Math.ceil(epochs * stepsPerEpoch - 1e-9)))
                        .map(Double::intValue)
                        .orElseGet(() -> recipe.count(Keys.STEPS));
        return new TrainingSettings(
                steps,
                batch,
                optimizer(steps),
                new Computation(
                        recipe.get(Keys.DROPOUT),
                        recipe.get(Keys.PRECISION),
                        recipe.get(Keys.GRADIENT_CHECKPOINTING),
                        recipe.count(Keys.LOSS_ROWS),
                        recipe.get(Keys.DEVICE)),
                recipe.find(Keys.SPEAKERS).orElse(List.of()),
                recipe.get(Keys.SEED),
                rhythm(stepsPerEpoch));
    }

    private Optimizer optimizer(int steps) {
        double peak = recipe.get(Keys.LEARNING_RATE);
        LearningRate rate =
                new LearningRate(
                        peak,
                        recipe.get(Keys.MIN_LEARNING_RATE).of(peak),
                        (int) Math.round(recipe.get(Keys.WARM_UP).of(steps)),
                        recipe.get(Keys.SCHEDULE));
        return new Optimizer(
                recipe.get(Keys.OPTIMIZER),
                rate,
                recipe.get(Keys.BETA1),
                recipe.get(Keys.BETA2),
                recipe.get(Keys.EPSILON),
                recipe.get(Keys.WEIGHT_DECAY),
                recipe.get(Keys.CLIP),
                new Muon(recipe.get(Keys.MUON_LEARNING_RATE), recipe.get(Keys.MUON_MOMENTUM)));
    }

    private Rhythm rhythm(double stepsPerEpoch) {
        return new Rhythm(
                recipe.get(Keys.EVALUATE_EVERY).in(stepsPerEpoch),
                recipe.count(Keys.EVALUATE_BLOCKS),
                recipe.get(Keys.SAMPLE_EVERY).in(stepsPerEpoch),
                recipe.get(Keys.SAVE_EVERY).in(stepsPerEpoch),
                recipe.count(Keys.KEEP_LAST),
                recipe.count(Keys.PATIENCE));
    }

    /// The plan of a run that goes on with other settings.
    ///
    /// Throws UserError, which names the setting and both values, when the numbers computed so far
    /// would have been others, or when the run would get shorter.
    public TrainingPlan resumedWith(Layer changes) {
        Map<String, String> before = recipe.values();
        for (Map.Entry<Key<?>, String> change : changes.values().entrySet()) {
            String old = before.getOrDefault(change.getKey().name(), "unset");
            if (change.getKey().change() == Key.Change.FIXED && !old.equals(change.getValue())) {
                throw new UserError(
                        "%s is %s in the interrupted run, not %s: its numbers would be others."
                                .formatted(change.getKey().name(), old, change.getValue()),
                        "Leave it out, or start again with --fresh.");
            }
        }
        TrainingPlan changed = new TrainingPlan(recipe.with(changes), base, model, rowsPerEpoch);
        if (changed.training().steps() < training().steps()) {
            throw new UserError(
                    "The interrupted run has %d steps, the changed one only %d."
                            .formatted(training().steps(), changed.training().steps()),
                    "Ask for as many or more, or start again with --fresh.");
        }
        return changed;
    }
}
