package dev.understudy.finetune;

import dev.understudy.batches.Batches;
import dev.understudy.evaluation.Losses;
import dev.understudy.forecast.Learning;
import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.model.learning.Gpt2Learner;
import dev.understudy.model.learning.Gpt2Learner.Taken;
import dev.understudy.recipe.TrainingPlan.Rows;
import dev.understudy.recipe.TrainingSettings;
import dev.understudy.report.RunLog;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// The training loop. What follows from a step's number (data, dropout, learning rate) is computed
/// from it, and the rest (weights, moments, best loss) is in the checkpoint: a run that is stopped
/// anywhere and resumed gives the numbers of one that never was. One thread.
public final class Trainer implements AutoCloseable {
    static final String CHECKPOINT = "checkpoint";
    static final String BEST = "best";
    private static final String OPTIMIZER_FILE = "optimizer.safetensors";

    private final Path run;
    private final TrainingSettings settings;
    private final Rows rows;
    private final Checkpoints checkpoints;
    private final Checkpoints bests;
    private final Gpt2 model;
    private final List<Gpt2> copies;
    private final Gpt2Learner learner;
    private Position position;
    private int pieces = 1;

    /// Has the model write something, to see what it has learned.
    public interface Sample {
        String write(LanguageModel model, long step);
    }

    /// How a run ended.
    ///
    /// @param finished whether it came to its end, or was stopped before
    /// @param steps taken
    /// @param bestLoss the lowest validation loss, in nats a token; over the whole validation text
    ///   when finished
    /// @param best the checkpoint folder with the weights that had it; there only when finished
    public record Outcome(boolean finished, long steps, double bestLoss, Path best) {}

    /// Goes on from the last checkpoint in the folder `run`, or starts there with what `fresh`
    /// makes. Throws UserError when the checkpoint is damaged.
    public Trainer(
            Path run, TrainingSettings settings, Rows rows, Function<ComputeDevice, Gpt2> fresh) {
        this.run = run;
        this.settings = settings;
        this.rows = rows;
        checkpoints = new Checkpoints(run, CHECKPOINT);
        bests = new Checkpoints(run, BEST);
        position = checkpoints.latest().map(this::readPosition).orElse(Position.START);
        Path folder = checkpoints.folder(position.step());
        boolean resumes = position.step() > 0;
        List<ComputeDevice> devices = Learning.devices(settings);
        long available = devices.getFirst().availableBytes();
        model =
                resumes
                        ? Gpt2.loadForTraining(folder, devices.getFirst())
                        : fresh.apply(devices.getFirst());
        copies = devices.stream().skip(1).map(model::copy).toList();
        learner =
                new Gpt2Learner(
                        Stream.concat(Stream.of(model), copies.stream()).toList(),
                        Learning.settings(settings, model.config(), devices.getFirst(), available));
        if (resumes) {
            restore(folder.resolve(OPTIMIZER_FILE));
        }
    }

    private void restore(Path optimizer) {
        try {
            learner.restore(optimizer);
        } catch (RuntimeException unusable) {
            close();
            throw unusable;
        }
    }

    private Position readPosition(long step) {
        Path folder = checkpoints.folder(step);
        try {
            Position read = Position.read(folder);
            if (read.step() == step) {
                return read;
            }
            throw damaged(folder, new IOException("it is of step " + read.step()));
        } catch (IOException | JacksonException unreadable) {
            throw damaged(folder, unreadable);
        }
    }

    private static UserError damaged(Path folder, Exception cause) {
        return new UserError(
                folder + " is damaged: where the run stood cannot be read.",
                "Put that folder back from a backup, or start again with understudy train --fresh.",
                cause);
    }

    /// Trains until all steps are taken, patience is at its end or `stop` says so, and saves before
    /// it returns.
    ///
    /// Throws UserError when the loss is no number any more or the disk refuses; the last
    /// checkpoint stays.
    ///
    /// @param clock for the times in the log, on which nothing else depends
    public Outcome run(
            TrainingListener listener, Sample sample, BooleanSupplier stop, InstantSource clock) {
        Evaluation evaluation = new Evaluation(model, rows);
        TrainingSettings.Rhythm rhythm = settings.rhythm();
        listener.started(position.step(), settings);
        try (RunLog log = new RunLog(run, position.step(), clock)) {
            while (!isOver() && !stop.getAsBoolean()) {
                double rate =
                        settings.optimizer().learningRate().at(position.step(), settings.steps());
                log.begin();
                Taken taken = learn(rate);
                if (taken.pieces() > pieces) {
                    pieces = taken.pieces();
                    listener.cut(position.step() + 1, pieces);
                }
                double loss = finite("loss", taken.loss());
                double norm = taken.skipped() ? 0 : finite("gradient's norm", taken.gradientNorm());
                position = position.stepped();
                long step = position.step();
                log.stepped(step, loss, rate, norm, settings.batch().tokens());
                listener.stepped(new TrainingListener.Progress(step, settings.steps(), loss, rate));
                if (step % rhythm.evaluateEvery() == 0 || step == settings.steps()) {
                    Losses losses = evaluation.measure(rhythm.evaluateBlocks());
                    double validationLoss = finite("validation loss", losses.all().mean());
                    log.evaluated(step, losses);
                    boolean best = keepIfBest(validationLoss);
                    listener.evaluated(step, validationLoss, best);
                }
                if (rhythm.sampleEvery() > 0 && step % rhythm.sampleEvery() == 0) {
                    String written = sample.write(model, step);
                    log.sampled(step, written);
                    listener.sampled(step, written);
                }
                if (step % rhythm.saveEvery() == 0 || isOver()) {
                    save();
                }
            }
            if (hasLostPatience()) {
                listener.stoppedEarly(position.step(), position.bestStep(), position.worse());
            }
            return finish(log);
        }
    }

    /// Whether nothing is left to do.
    private boolean isOver() {
        return position.step() >= settings.steps() || hasLostPatience();
    }

    private boolean hasLostPatience() {
        int patience = settings.rhythm().patience();
        return patience > 0 && position.worse() >= patience && position.step() < settings.steps();
    }

    /// Takes the next step, on as many batches as it accumulates.
    private Taken learn(double rate) {
        int accumulation = settings.batch().accumulation();
        List<Batch> batches = new ArrayList<>();
        for (int micro = 0; micro < accumulation; micro++) {
            long number = position.step() * accumulation + micro;
            batches.add(rows.train().shuffled(settings.batch().rows(), settings.seed(), number));
        }
        return learner.step(batches, rate, Batches.mix(~settings.seed(), position.step()));
    }

    /// `value`, before anything that depends on it is saved.
    private double finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new Diverged(
                    "The %s after %d steps is %s: training diverged."
                            .formatted(what, position.step(), value),
                    "Start again with a lower --learning-rate or a longer --warm-up; "
                            + run
                            + " keeps the last good checkpoint.");
        }
        return value;
    }

    private boolean keepIfBest(double validationLoss) {
        if (validationLoss >= position.bestLoss()) {
            position = position.noBetter();
            return false;
        }
        position = position.best(validationLoss);
        bests.save(position.step(), model::save);
        return true;
    }

    /// Everything that a resumed run needs. Older checkpoints go only when this one is whole; one
    /// of this very step stays as it is, so that there is always one.
    private void save() {
        if (checkpoints.latest().equals(Optional.of(position.step()))) {
            return;
        }
        checkpoints.save(
                position.step(),
                folder -> {
                    model.save(folder);
                    learner.save(folder.resolve(OPTIMIZER_FILE));
                    position.write(folder);
                });
        checkpoints.keepLast(settings.rhythm().keepLast());
        bests.keepOnly(position.bestStep());
    }

    private Outcome finish(RunLog log) {
        Path best = bests.folder(position.bestStep());
        if (!isOver()) {
            save();
            return new Outcome(false, position.step(), position.bestLoss(), best);
        }
        if (position.bestStep() != position.step()) {
            model.restore(best);
        }
        Losses losses = new Evaluation(model, rows).measure(0);
        log.finished(position.step(), position.bestStep(), losses);
        return new Outcome(true, position.step(), losses.all().mean(), best);
    }

    @Override
    public void close() {
        learner.close();
        copies.forEach(Gpt2::close);
        model.close();
    }
}
