package dev.understudy.cli.evaluation;

import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Streams;
import dev.understudy.evaluation.Losses;
import dev.understudy.evaluation.Passage;
import dev.understudy.generation.TextModel;
import dev.understudy.library.ModelFolder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import java.time.InstantSource;

/// Measures a model on a text, with the progress shown.
///
/// @param clock for the progress
public record Measuring(Streams streams, InstantSource clock) {

    /// The losses of `model` over `text`, in windows as long as its context.
    ///
    /// Throws UserError when it is not whole, or when there is too little text.
    public Measurement measure(ModelFolder model, EvaluatedText text) {
        Gpt2Config config = Gpt2Config.read(model.weights());
        try (Tokenizer tokenizer = TextModel.loadTokenizer(config, model.tokenizer())) {
            Passage passage = text.passage(tokenizer);
            if (passage.measured() == 0) {
                throw new UserError(
                        text.name() + " is too short to be measured.",
                        "Two tokens are the least, a few thousand say something.");
            }
            try (Gpt2 gpt2 = Gpt2.loadForTraining(model.weights())) {
                int window = gpt2.contextLength();
                Losses losses = measure(gpt2, passage);
                return new Measurement(
                        model.name(), text.name(), window, Measurement.rows(passage, losses));
            }
        }
    }

    private Losses measure(Gpt2 gpt2, Passage passage) {
        Meter.Task task = new Meter.Task("measuring", passage.measured(), "tokens");
        try (Meter meter = new Meter(task, streams, clock)) {
            return passage.measure(gpt2::losses, gpt2.contextLength(), meter::reach);
        }
    }
}
