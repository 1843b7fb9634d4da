package dev.understudy.cli.training;

import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Streams;
import dev.understudy.finetune.TrainingListener;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.forecast.Forecast;
import dev.understudy.recipe.TrainingSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Shows a run as it goes: step, loss, validation loss, tokens a second, time left; where its
/// report is; and what the model writes along the way. One thread.
final class TrainingProgress implements TrainingListener, AutoCloseable {
    /// How much of the loss shown is that of the last step, the rest of those before.
    private static final double LATEST = 0.05;

    private final TrainingRun run;
    private final Streams streams;
    private final InstantSource clock;
    private final Meter meter;
    private final int tokensPerStep;
    private Instant started = Instant.EPOCH;
    private long firstStep;
    private double smoothed;
    private double weight;
    private String validation = "";

    TrainingProgress(TrainingRun run, Streams streams, InstantSource clock) {
        this.run = run;
        this.streams = streams;
        this.clock = clock;
        TrainingSettings settings = run.plan().training();
        tokensPerStep = settings.batch().tokens();
        meter = new Meter(new Meter.Task("training", settings.steps(), "steps"), streams, clock);
    }

    private Forecast forecast() {
        return Forecast.of(run.plan(), run.corpus().card());
    }

    @Override
    public void started(long step, TrainingSettings settings) {
        new PlanReport(streams.err()).brief(forecast());
        streams.err().println("The report is " + run.report() + ".");
        started = clock.instant();
        firstStep = step;
        if (step > 0) {
            streams.err().printf(Locale.ROOT, "Going on after step %,d.%n", step);
        }
    }

    @Override
    public void cut(long step, int pieces) {
        streams.err()
                .printf(
                        Locale.ROOT,
                        "%nMemory did not suffice; from step %,d on each batch is computed in %d"
                                + " pieces.%n",
                        step,
                        pieces);
    }

    @Override
    public void stepped(Progress now) {
        smoothed += LATEST * (now.loss() - smoothed);
        weight += LATEST * (1 - weight);
        double seconds =
                Math.max(1e-3, Duration.between(started, clock.instant()).toMillis() / 1e3);
        double stepsPerSecond = (now.step() - firstStep) / seconds;
        Duration left = Duration.ofSeconds(Math.round((now.steps() - now.step()) / stepsPerSecond));
        meter.note(
                String.format(
                        Locale.ROOT,
                        "loss %.3f%s, %,.0f tokens/s, %s left",
                        smoothed / weight,
                        validation,
                        stepsPerSecond * tokensPerStep,
                        clock(left)));
        meter.reach(now.step());
    }

    private static String clock(Duration time) {
        return time.toHours() > 0
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        time.toHours(),
                        time.toMinutesPart(),
                        time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    @Override
    public void evaluated(long step, double validationLoss, boolean best) {
        validation = String.format(Locale.ROOT, ", validation %.3f", validationLoss);
    }

    @Override
    public void stoppedEarly(long step, long bestStep, int worse) {
        streams.err()
                .printf(
                        Locale.ROOT,
                        "%nEnds after step %,d: the last %d looks were no better than that after"
                                + " step %,d.%n",
                        step,
                        worse,
                        bestStep);
    }

    @Override
    public void sampled(long step, String text) {
        streams.err().printf(Locale.ROOT, "%n  After %,d steps it writes:%n", step);
        text.lines().forEach(line -> streams.err().println("    " + line));
    }

    @Override
    public void close() {
        meter.close();
    }
}
