package dev.understudy.clone.night;

import dev.understudy.chat.Circle;
import dev.understudy.settings.Range;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// What happens at night, as `understudy.yml` says.
///
/// @param time when; empty for never by itself
/// @param watch where the exports of a circle lie that are taken in first
/// @param newMessages fewer new ones are left for the next night
/// @param learning how it is learnt from them
/// @param runs who trains
public record NightSettings(
        Optional<Time> time,
        Map<Circle, Path> watch,
        int newMessages,
        Learning learning,
        Runs runs) {
    /// What `new-messages` may be.
    public static final Range NEW_MESSAGES = new Range(1, 1_000_000);

    /// What `canaries` may be.
    public static final Range CANARIES = new Range(0, 100);

    /// Never by itself; two hundred messages are an evening's talk.
    public static final NightSettings DEFAULT =
            new NightSettings(Optional.empty(), Map.of(), 200, Learning.DEFAULT, Runs.HERE);

    public NightSettings {
        watch = Map.copyOf(watch);
        NEW_MESSAGES.require("nightly.new-messages", newMessages);
    }

    /// When a night's work begins.
    ///
    /// @param cron a line as in cron: minute, hour, day of the month, month, day of the week
    /// @param zone where it is that hour
    public record Time(String cron, ZoneId zone) {}

    /// Who trains.
    public enum Runs {
        /// The process that runs the bots, in one of its own.
        HERE,
        /// Whoever runs `understudy worker` on the same database.
        WORKERS
    }

    /// How a model goes on learning.
    ///
    /// @param replay the share of older talk in what is learnt, 0 to 1
    /// @param epochs how often all that is read
    /// @param rate the highest learning rate; empty for that of the model's first training, or
    ///   [#SLOWER] of it where that began from nothing
    /// @param canaries how many sentences are planted that nobody said, to see what is learnt by
    ///   heart
    public record Learning(double replay, double epochs, Optional<Double> rate, int canaries) {
        /// Weights that know nothing yet take steps that would undo what others know.
        public static final double SLOWER = 0.1;

        /// Three old messages with each new one.
        public static final Learning DEFAULT = new Learning(0.75, 2, Optional.empty(), 3);
    }
}
