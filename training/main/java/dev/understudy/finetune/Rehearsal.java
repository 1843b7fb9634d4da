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
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// A few steps of a training, to see how long one takes. Nothing of them is kept.
public final class Rehearsal {
    private static final int STEPS = 3;

    private Rehearsal() {}

    /// One of the steps.
    ///
    /// @param pieces how many pieces each batch was cut into, since memory did not suffice for it
    public record Step(Duration time, int pieces) {}

    /// The time of the quickest of a few steps.
    public static Duration step(Forecast forecast, Corpus corpus, InstantSource clock) {
        Batches rows = forecast.plan().rows(corpus).train();
        return steps(forecast, rows, clock, taken -> taken.size() < STEPS).stream()
                .map(Step::time)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /// The steps on `rows` that were taken, one after the other, for as long as `goesOn` wants more
    /// than those so far.
    public static List<Step> steps(
            Forecast forecast, Batches rows, InstantSource clock, Predicate<List<Step>> goesOn) {
        TrainingPlan plan = forecast.plan();
        double rate = plan.training().optimizer().learningRate().peak();
        List<Step> steps = new ArrayList<>();
        try (Gpt2 model = TrainingRun.fresh(plan, forecast.device());
                Gpt2Learner learner = new Gpt2Learner(model, forecast.learning())) {
            while (goesOn.test(List.copyOf(steps))) {
                List<Batch> batches = batches(rows, plan.training(), steps.size());
                Instant started = clock.instant();
                int pieces = learner.step(batches, rate, steps.size()).pieces();
                steps.add(new Step(Duration.between(started, clock.instant()), pieces));
            }
        }
        return steps;
    }

    private static List<Batch> batches(Batches rows, TrainingSettings settings, long step) {
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < settings.batch().accumulation(); i++) {
            long number = step * settings.batch().accumulation() + i;
            batches.add(rows.shuffled(settings.batch().rows(), settings.seed(), number));
        }
        return batches;
    }
}
