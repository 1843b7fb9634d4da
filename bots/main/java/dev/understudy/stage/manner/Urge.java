package dev.understudy.stage.manner;

import dev.understudy.chat.SpeakerName;
import dev.understudy.habit.Habit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Set;

/// How much a clone wants to answer what is said in one channel: what its friend would do, more
/// while it is in the conversation, and always when it is spoken to. Thread-safe.
///
/// The friend's own share of answers is the start. Odds, not chances, are multiplied, so that no
/// factor leads past certainty.
public final class Urge {
    /// How much less somebody else's conversation does.
    private static final double BETWEEN_OTHERS = 0.15;

    /// Who is called by name answers at least this often: a clone is not busy elsewhere.
    private static final double NAMED = 0.6;

    /// Whoever has just spoken answers what comes next this surely, whatever their habit.
    private static final double ENGAGED = 0.75;

    /// What is left of that with each message that they let pass.
    private static final double PASSED = 0.6;

    /// And with time.
    private static final Duration HALF_LIFE = Duration.ofMinutes(3);

    private static final double LEAST = 0.001;

    private Instant spokeAt = Instant.EPOCH;
    private int passed;

    /// What tells about a message whether to answer it.
    ///
    /// @param by who wrote it
    /// @param signs what is special about it
    /// @param hour where the circle lives
    public record Moment(SpeakerName by, Set<Sign> signs, Instant at, LocalTime hour) {
        public Moment {
            signs = Set.copyOf(signs);
        }
    }

    /// What a message shows.
    public enum Sign {
        /// It answers the clone, mentions the bot, or is written to it alone.
        ADDRESSED,
        /// It holds the friend's name.
        NAMED,
        /// It asks something.
        QUESTION,
        /// It answers or mentions somebody else.
        TO_OTHERS
    }

    /// The clone has spoken.
    public synchronized void spoke(Instant at) {
        spokeAt = at;
        passed = 0;
    }

    /// The clone let a message pass.
    public synchronized void passed() {
        passed++;
    }

    /// How likely the clone answers, from 0 to 1.
    ///
    /// @param talkativeness multiplies the odds; with 0 it speaks only when spoken to
    public synchronized double chance(Habit habit, Moment moment, double talkativeness) {
        if (moment.signs().contains(Sign.ADDRESSED)) {
            return 1;
        }
        if (talkativeness == 0) {
            return 0;
        }
        double usual = habit.answers(moment.by());
        if (moment.signs().contains(Sign.QUESTION)) {
            usual = Math.max(usual, habit.answersQuestions());
        }
        double odds = odds(usual) * talkativeness;
        odds *= Math.clamp(habit.activity(moment.hour()), 0.2, 3);
        double habitual = odds / (1 + odds);
        double drawn = habitual + (1 - habitual) * engagement(moment.at(), talkativeness);
        if (moment.signs().contains(Sign.TO_OTHERS)) {
            drawn *= BETWEEN_OTHERS;
        }
        return moment.signs().contains(Sign.NAMED)
                ? Math.max(drawn, NAMED + (1 - NAMED) * habit.answersWhenNamed())
                : drawn;
    }

    private double engagement(Instant now, double talkativeness) {
        double halves =
                (double) Math.max(0, Duration.between(spokeAt, now).toMillis())
                        / HALF_LIFE.toMillis();
        double share = ENGAGED * Math.pow(PASSED, passed) * Math.pow(0.5, halves);
        return Math.min(1, share * Math.min(1, talkativeness));
    }

    private static double odds(double chance) {
        double within = Math.clamp(chance, LEAST, 1 - LEAST);
        return within / (1 - within);
    }
}
