package dev.understudy.cli.bench;

import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Streams;
import dev.understudy.forecast.Forecast;
import dev.understudy.model.device.Aside;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.model.device.Machine;
import dev.understudy.recipe.Recipe;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Measures a model on this machine, part by part, with the progress shown.
public record Bench(Streams streams, Pace pace) {
    /// What can be measured.
    public enum Part {
        DECODE,
        SERVE,
        TRAIN
    }

    /// What `parts` take with this model. Throws UserError, before it takes any memory, when one of
    /// them would not fit.
    ///
    /// @param recipe of the training; see [Subject#recipe]
    public Measured measure(Subject subject, Recipe recipe, Set<Part> parts) {
        Optional<Forecast> forecast =
                parts.contains(Part.TRAIN)
                        ? Optional.of(subject.forecast(recipe))
                        : Optional.empty();
        if (parts.contains(Part.DECODE) || parts.contains(Part.SERVE)) {
            Decoding.requireFit(subject.config(), ComputeDevice.CPU.availableBytes());
        }
        forecast.ifPresent(Forecast::requireFit);
        Machine machine = Machine.here();
        streams.err()
                .printf(
                        Locale.ROOT,
                        "Measuring for about %d s%s, after a warm-up.%n",
                        pace.atLeast().toSeconds(),
                        parts.size() > 1 ? " each" : "");
        Optional<Decoding> decoding =
                parts.contains(Part.DECODE) ? Optional.of(decode(subject)) : Optional.empty();
        Optional<Together> together =
                parts.contains(Part.SERVE) ? Optional.of(serve(subject)) : Optional.empty();
        Optional<Training> training = forecast.map(found -> train(subject, found));
        return new Measured(subject, machine, decoding, together, training);
    }

    private Decoding decode(Subject subject) {
        try (Meter meter =
                new Meter(new Meter.Task("decoding", 0, "tokens"), streams, pace.clock())) {
            Decoding.Listener listener =
                    (tokens, time) -> {
                        meter.note(
                                String.format(
                                        Locale.ROOT,
                                        "%.1f tokens/s",
                                        tokens * 1e9 / time.toNanos()));
                        meter.reach(tokens);
                    };
            return Aside.compute(() -> Decoding.measure(subject, pace, listener));
        }
    }

    private Together serve(Subject subject) {
        try (Meter meter =
                new Meter(new Meter.Task("serving", 0, "tokens"), streams, pace.clock())) {
            return Together.measure(subject, pace, meter::reach);
        }
    }

    private Training train(Subject subject, Forecast forecast) {
        try (Meter meter =
                new Meter(new Meter.Task("training", 0, "steps"), streams, pace.clock())) {
            return Training.measure(
                    subject,
                    forecast,
                    pace,
                    (steps, last) -> {
                        meter.note(
                                String.format(Locale.ROOT, "%.2f s a step", last.toNanos() / 1e9));
                        meter.reach(steps);
                    });
        }
    }
}
