package dev.understudy.report;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// One line of `metrics.jsonl`: something that was seen at a step of a run.
public sealed interface Entry {
    /// Steps taken by then.
    long step();

    /// Seconds of training by then, those of interrupted parts included.
    double seconds();

    /// One optimizer step was taken.
    ///
    /// @param loss of the batch, in nats a token
    /// @param gradientNorm before clipping
    /// @param tokens read since the run began
    /// @param tokensPerSecond in this step
    record Stepped(
            long step,
            double loss,
            double learningRate,
            double gradientNorm,
            long tokens,
            double tokensPerSecond,
            double seconds)
            implements Entry {}

    /// The model was measured on validation text.
    ///
    /// @param validationLoss in nats a token
    /// @param speakers by name; empty for a text without any
    record Evaluated(
            long step,
            double validationLoss,
            double perplexity,
            SortedMap<String, SpeakerLoss> speakers,
            double seconds)
            implements Entry {
        public Evaluated {
            speakers = Collections.unmodifiableSortedMap(new TreeMap<>(speakers));
        }
    }

    /// The training came to its end: its best weights were measured on the whole validation text.
    ///
    /// @param step steps taken
    /// @param bestStep the step whose weights these are
    /// @param finalLoss in nats a token
    /// @param speakers by name; empty for a text without any
    record Finished(
            long step,
            long bestStep,
            double finalLoss,
            double perplexity,
            SortedMap<String, SpeakerLoss> speakers,
            double seconds)
            implements Entry {
        public Finished {
            speakers = Collections.unmodifiableSortedMap(new TreeMap<>(speakers));
        }
    }

    /// The same over one speaker's words.
    record SpeakerLoss(double loss, double perplexity, long tokens) {}

    /// The model wrote something unprompted.
    record Sampled(long step, String sample, double seconds) implements Entry {}
}
