package dev.understudy.finetune;

import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.UserError;

/// What is trained, and how: written into the run's folder, so that a resumed run needs no options.
///
/// @param preset a name for these settings, for the model's card
/// @param model the shape of a model that starts from nothing
public record TrainingPlan(String preset, Gpt2Config model, TrainingSettings training) {
    public TrainingPlan {
        if (training.batch().block() > model.contextLength()) {
            throw new UserError(
                    "The block is "
                            + training.batch().block()
                            + " tokens; the model reads at most "
                            + model.contextLength()
                            + ".",
                    "Train with a shorter --block.");
        }
    }
}
