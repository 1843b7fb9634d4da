package dev.understudy.finetune;

import dev.understudy.batches.Batches;
import dev.understudy.corpus.Corpus;
import dev.understudy.forecast.Forecast;
import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;
import dev.understudy.model.learning.Gpt2Learner;
import dev.understudy.recipe.TrainingPlan;
import dev.understudy.recipe.TrainingSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A few steps of a training, to see how long one takes. Nothing of them is kept.
public final class Rehearsal {
    private static final int STEPS = 3;

    private Rehearsal() {}

    /// The time of the quickest of a few steps.
    public static Duration step(Forecast forecast, Corpus corpus, InstantSource clock) {
        TrainingPlan plan = forecast.plan();
        TrainingSettings settings = plan.training();
        Batches rows = plan.rows(corpus).train();
        Duration quickest = Duration.ofDays(1);
        try (Gpt2 model = TrainingRun.fresh(plan, forecast.device());
                Gpt2Learner learner = new Gpt2Learner(model, forecast.learning())) {
            for (int step = 0; step < STEPS; step++) {
                List<Batch> batches = new ArrayList<>();
                for (int i = 0; i < settings.batch().accumulation(); i++) {
                    long number = (long) step * settings.batch().accumulation() + i;
                    batches.add(rows.shuffled(settings.batch().rows(), settings.seed(), number));
                }
                Instant started = clock.instant();
                learner.step(batches, settings.optimizer().learningRate().peak(), step);
                Duration took = Duration.between(started, clock.instant());
                quickest = took.compareTo(quickest) < 0 ? took : quickest;
            }
        }
        return quickest;
    }
}
