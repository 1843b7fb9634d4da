package dev.understudy.forecast;

import dev.understudy.corpus.CorpusCard;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.model.learning.Gpt2Learner;
import dev.understudy.model.learning.MemoryNeed;
import dev.understudy.model.optimizer.Optimization.Method;
import dev.understudy.recipe.TrainingPlan;
import dev.understudy.recipe.TrainingSettings;
import dev.understudy.recipe.TrainingSettings.BatchSize;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a training will take, from arithmetic alone.
///
/// @param plan what is trained
/// @param trainTokens to learn from
/// @param validationTokens to be measured by
/// @param learning how it is computed
/// @param device where
/// @param need memory by part
/// @param available bytes that the device has free, what this process needs besides taken off
public record Forecast(
        TrainingPlan plan,
        long trainTokens,
        long validationTokens,
        Gpt2Learner.Settings learning,
        ComputeDevice device,
        MemoryNeed need,
        long available) {

    /// Fewer tokens than this a parameter, and a model from nothing learns them by heart.
    private static final double FEW_TOKENS_A_PARAMETER = 0.1;

    /// Repetitions up to which text is worth about as much as new text (Muennighoff et al. 2023,
    /// "Scaling Data-Constrained Language Models").
    private static final double WORTHWHILE_EPOCHS = 4;

    /// The forecast for a corpus on the first of the devices that the setting `device` names.
    /// Throws UserError when it names none of this machine.
    public static Forecast of(TrainingPlan plan, CorpusCard corpus) {
        ComputeDevice first = Learning.devices(plan.training()).getFirst();
        return of(plan, corpus, first, first.availableBytes());
    }

    /// The forecast for a corpus on a device with `available` bytes.
    public static Forecast of(
            TrainingPlan plan, CorpusCard corpus, ComputeDevice device, long available) {
        long trainTokens = corpus.train().tokens();
        return of(plan, trainTokens, corpus.validation().tokens(), device, available);
    }

    /// The forecast for `trainTokens` on the first of the devices that the setting `device` names,
    /// with nothing held out. Throws UserError when it names none of this machine.
    public static Forecast of(TrainingPlan plan, long trainTokens) {
        ComputeDevice first = Learning.devices(plan.training()).getFirst();
        return of(plan, trainTokens, 0, first, first.availableBytes());
    }

    private static Forecast of(
            TrainingPlan plan,
            long trainTokens,
            long validationTokens,
            ComputeDevice device,
            long available) {
        Gpt2Learner.Settings learning =
                Learning.settings(plan.training(), plan.model(), device, available);
        return new Forecast(
                plan,
                trainTokens,
                validationTokens,
                learning,
                device,
                Learning.need(plan.training().batch(), plan.model(), learning),
                available);
    }

    /// How often the whole corpus is read.
    public double epochs() {
        TrainingSettings settings = plan.training();
        return settings.steps() * (double) settings.batch().rowsPerStep() / plan.rowsPerEpoch();
    }

    /// What is likely to disappoint, a sentence each.
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        long parameters = plan.model().parameterCount();
        if (plan.base().isEmpty() && trainTokens < FEW_TOKENS_A_PARAMETER * parameters) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%,d tokens are little for %,d weights from nothing: expect it to"
                                    + " learn them by heart. Lower --layers or --width, or start"
                                    + " from a --base.",
                            trainTokens,
                            parameters));
        }
        if (epochs() > WORTHWHILE_EPOCHS) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "Every text is read %.1f times; beyond %.0f it helps less and less,"
                                    + " and the validation loss is likely to rise. The best"
                                    + " checkpoint is kept; --patience ends such a run early.",
                            epochs(),
                            WORTHWHILE_EPOCHS));
        }
        if (validationTokens < 20L * plan.training().batch().block()) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "Only %,d tokens are held out: the validation loss will be rough.",
                            validationTokens));
        }
        return warnings;
    }

    /// Whether the device has the memory.
    public boolean fits() {
        return need.peak() <= available;
    }

    /// Throws UserError, with settings that make it fit where there are some, unless it does.
    public void requireFit() {
        if (fits()) {
            return;
        }
        throw new UserError(
                String.format(
                        Locale.ROOT,
                        "This training needs %.1f GB; %s has %.1f GB free.",
                        gigabytes(need.peak()),
                        device,
                        gigabytes(available)),
                remedy().map(found -> "It fits with " + found + ".")
                        .orElse("Choose a smaller model or a shorter --block, or free memory."));
    }

    /// The gentlest settings that make it fit: those that change no number first, then those that
    /// change little.
    private Optional<String> remedy() {
        BatchSize batch = plan.training().batch();
        StringBuilder said = new StringBuilder();
        Gpt2Learner.Settings tried = learning;
        if (!tried.checkpointing()) {
            tried = tried.checkpointed();
            said.append(" --gradient-checkpointing on");
        }
        int rows = batch.rows();
        while (!fits(batch, rows, tried) && rows > 1) {
            rows = Math.max(1, rows / 2);
        }
        if (rows < batch.rows()) {
            said.append(" --batch ").append(rows);
            said.append(" --accumulation ").append(accumulation(batch, rows));
        }
        if (!fits(batch, rows, tried) && tried.optimization().method() == Method.ADAMW) {
            tried = tried.with(tried.optimization().as(Method.ADAMW_8BIT));
            said.append(" --optimizer adamw-8bit");
        }
        int block = batch.block();
        while (need(batch, rows, block, tried).peak() > available && block > 64) {
            block /= 2;
        }
        if (block < batch.block()) {
            said.append(" --block ").append(block);
        }
        boolean fits = need(batch, rows, block, tried).peak() <= available;
        return fits ? Optional.of(said.toString().strip()) : Optional.empty();
    }

    private boolean fits(BatchSize batch, int rows, Gpt2Learner.Settings settings) {
        return need(batch, rows, batch.block(), settings).peak() <= available;
    }

    private MemoryNeed need(BatchSize batch, int rows, int block, Gpt2Learner.Settings settings) {
        return MemoryNeed.of(plan.model(), settings, rows, block, accumulation(batch, rows));
    }

    /// Batches in a step, so that it reads as many rows as before.
    private static int accumulation(BatchSize batch, int rows) {
        return Math.ceilDiv(batch.rowsPerStep(), rows);
    }

    private static double gigabytes(long bytes) {
        return bytes / 1e9;
    }
}
