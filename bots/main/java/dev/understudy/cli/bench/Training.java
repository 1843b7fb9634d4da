package dev.understudy.cli.bench;

import dev.understudy.finetune.Rehearsal;
import dev.understudy.finetune.Rehearsal.Step;
import dev.understudy.forecast.Forecast;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// How fast a model is trained.
///
/// @param forecast of this training
/// @param steps that were measured, the first ones left out
/// @param memory the most that the process had resident, in bytes; empty when unknown
record Training(Forecast forecast, List<Step> steps, OptionalLong memory) {
    private static final int WARM_UP = 1;
    private static final int FEWEST_STEPS = 3;

    Training {
        steps = List.copyOf(steps);
    }

    /// Hears of each step, those to warm up with included.
    interface Listener {
        void stepped(int steps, Duration last);
    }

    /// Measures at that pace, after a warm-up. Throws UserError when memory does not suffice for
    /// it.
    static Training measure(Subject subject, Forecast forecast, Pace pace, Listener listener) {
        try (MemoryWatch watch = new MemoryWatch()) {
            List<Step> steps =
                    Rehearsal.steps(
                            forecast,
                            subject.rows(forecast),
                            pace.clock(),
                            taken -> {
                                if (!taken.isEmpty()) {
                                    listener.stepped(taken.size(), taken.getLast().time());
                                }
                                return !isEnough(taken, pace);
                            });
            return new Training(forecast, steps.subList(WARM_UP, steps.size()), watch.most());
        }
    }

    private static boolean isEnough(List<Step> taken, Pace pace) {
        Duration measured =
                taken.stream().skip(WARM_UP).map(Step::time).reduce(Duration.ZERO, Duration::plus);
        return taken.size() >= WARM_UP + FEWEST_STEPS && pace.isEnough(measured);
    }

    /// The median.
    Duration step() {
        return steps.stream().map(Step::time).sorted().toList().get(steps.size() / 2);
    }

    /// How many pieces each batch was cut into in the end, since memory did not suffice for it.
    int pieces() {
        return steps.getLast().pieces();
    }

    double tokensPerSecond() {
        return forecast.plan().training().batch().tokens() * 1e9 / step().toNanos();
    }
}
