package dev.understudy.finetune;

import dev.understudy.recipe.TrainingSettings;

/// Is told how a run goes, from the thread that trains.
public interface TrainingListener {
    /// A listener that does not listen.
    TrainingListener NONE = new TrainingListener() {};

    /// Where a run stands.
    ///
    /// @param step steps taken, of `steps`
    /// @param loss of the last step, in nats a token
    record Progress(long step, long steps, double loss, double learningRate) {}

    /// A run starts, or goes on, at `step`.
    default void started(long step, TrainingSettings settings) {}

    /// One optimizer step was taken.
    default void stepped(Progress progress) {}

    /// The validation loss was measured; `best` when no earlier one was lower.
    default void evaluated(long step, double validationLoss, boolean best) {}

    /// The run ends at `step`: `worse` looks in a row were no better than that at `bestStep`.
    default void stoppedEarly(long step, long bestStep, int worse) {}

    /// The model wrote `text` unprompted.
    default void sampled(long step, String text) {}

    /// Memory did not suffice for a step: from `step` on each batch is computed in so many pieces.
    default void cut(long step, int pieces) {}
}
