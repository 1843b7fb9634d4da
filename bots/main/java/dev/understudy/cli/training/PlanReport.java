package dev.understudy.cli.training;

import dev.understudy.forecast.Forecast;
import dev.understudy.model.learning.MemoryNeed;
import dev.understudy.recipe.TrainingSettings;
import dev.understudy.recipe.TrainingSettings.BatchSize;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Prints what a training will take.
record PlanReport(PrintStream out) {
    private static final double GIGA = 1e9;

    /// The whole plan, part by part.
    void print(Forecast forecast) {
        TrainingSettings settings = forecast.plan().training();
        BatchSize batch = settings.batch();
        line("Weights", "%,d", forecast.plan().model().parameterCount());
        line(
                "Text",
                "%,d tokens to learn from, %,d held out",
                forecast.trainTokens(),
                forecast.validationTokens());
        line(
                "Steps",
                "%,d of %,d tokens (%d rows of %d%s): the text %.1f times",
                settings.steps(),
                batch.tokens(),
                batch.rows(),
                batch.block(),
                batch.accumulation() > 1 ? ", " + batch.accumulation() + " times" : "",
                forecast.epochs());
        line(
                "Computed",
                "on %s in %s%s",
                forecast.device(),
                forecast.learning().precision(),
                forecast.learning().checkpointing() ? ", activations twice" : "");
        memory(forecast.need());
        line(
                "At most",
                "%.2f GB, of %.2f GB that are free",
                forecast.need().peak() / GIGA,
                forecast.available() / GIGA);
        warnings(forecast);
    }

    private void memory(MemoryNeed need) {
        out.println("Memory");
        part("weights", need.weights());
        part("gradients", need.gradients());
        part("optimizer", need.optimizer());
        part("activations", need.activations());
        part("logits", need.logits());
    }

    private void part(String name, long bytes) {
        out.printf(Locale.ROOT, "  %-12s %8.3f GB%n", name, bytes / GIGA);
    }

    /// Two lines of it, and the warnings.
    void brief(Forecast forecast) {
        out.printf(
                Locale.ROOT,
                "Training %,d parameters on %,d tokens; %,d more for validation.%n",
                forecast.plan().model().parameterCount(),
                forecast.trainTokens(),
                forecast.validationTokens());
        out.printf(
                Locale.ROOT,
                "%,d steps on %s in %s, with %.2f GB at most.%n",
                forecast.plan().training().steps(),
                forecast.device(),
                forecast.learning().precision(),
                forecast.need().peak() / GIGA);
        warnings(forecast);
    }

    private void warnings(Forecast forecast) {
        forecast.warnings().forEach(warning -> out.println("Note: " + warning));
    }

    /// How long all steps will take, evaluations left out.
    void time(Duration step, int steps) {
        Duration all = step.multipliedBy(steps);
        line(
                "Time",
                "%.2f s a step, about %s in all, besides evaluations",
                step.toNanos() / GIGA,
                all.toHours() > 0
                        ? all.toHours() + " h " + all.toMinutesPart() + " min"
                        : all.toMinutes() + " min " + all.toSecondsPart() + " s");
    }

    private void line(String name, String format, Object... values) {
        out.printf(Locale.ROOT, "%-9s ", name);
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
