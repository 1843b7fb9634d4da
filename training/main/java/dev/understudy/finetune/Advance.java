package dev.understudy.finetune;

import dev.understudy.report.Entry;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far a run has come.
///
/// @param step the last one taken; 0 before the first
/// @param steps how many there will be
/// @param took by all steps so far
/// @param validationLoss the latest, in nats a token; NaN before the first
public record Advance(long step, long steps, Duration took, double validationLoss) {

    /// What `lines` of a run of so many `steps` come to.
    static final class Reading {
        private Entry.@Nullable Stepped last;
        private double validationLoss = Double.NaN;

        void add(Entry entry) {
            switch (entry) {
                case Entry.Stepped stepped -> last = stepped;
                case Entry.Evaluated evaluated -> validationLoss = evaluated.validationLoss();
                case Entry.Finished _, Entry.Sampled _ -> {}
            }
        }

        Advance of(long steps) {
            return last == null
                    ? new Advance(0, steps, Duration.ZERO, validationLoss)
                    : new Advance(
                            last.step(),
                            steps,
                            Duration.ofMillis(Math.round(last.seconds() * 1000)),
                            validationLoss);
        }
    }

    /// As in `step 250 of 1,000, validation loss 2.310, about 12 min left`.
    @Override
    public String toString() {
        String told = String.format(Locale.ROOT, "step %,d of %,d", step, steps);
        if (!Double.isNaN(validationLoss)) {
            told += String.format(Locale.ROOT, ", validation loss %.3f", validationLoss);
        }
        return step == 0 ? told : told + ", about " + left() + " left";
    }

    private String left() {
        Duration left = took.multipliedBy(steps - step).dividedBy(step);
        long minutes = Math.round(left.toSeconds() / 60.0);
        return minutes < 60
                ? minutes + " min"
                : String.format(Locale.ROOT, "%d h %d min", minutes / 60, minutes % 60);
    }
}
