package dev.understudy.habit;

import dev.understudy.chat.SpeakerName;
import java.time.Duration;
import java.time.LocalTime;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/// How one person takes part in a group's conversations. Immutable.
public final class Habit {
    private final Rhythm rhythm;
    private final Chances chances;
    private final ToDoubleFunction<SpeakerName> answers;

    /// When and in how many messages.
    record Rhythm(Spread hours, Spread bursts, Spread delays, Spread gaps) {}

    /// How likely, from 0 to 1.
    record Chances(double answers, double whenNamed, double whenAsked, double starts) {}

    Habit(Rhythm rhythm, Chances chances, ToDoubleFunction<SpeakerName> answers) {
        this.rhythm = rhythm;
        this.chances = chances;
        this.answers = answers;
    }

    Rhythm rhythm() {
        return rhythm;
    }

    Chances chances() {
        return chances;
    }

    /// The chance that the turn after one of `whom` is theirs. All chances are above 0 and below 1.
    public double answers(SpeakerName whom) {
        return answers.applyAsDouble(whom);
    }

    /// The chance that the turn after somebody's is theirs.
    public double answers() {
        return chances.answers();
    }

    /// The chance that one of the three turns after their name was said is theirs.
    public double answersWhenNamed() {
        return chances.whenNamed();
    }

    /// The chance that the turn after a question to everyone is theirs.
    public double answersQuestions() {
        return chances.whenAsked();
    }

    /// The share of conversations that they begin.
    public double starts() {
        return chances.starts();
    }

    /// A time from another's message to their answer: half a second to about an hour, with the time
    /// that they take to read and write.
    public Duration delay(RandomGenerator random) {
        return Waits.draw(rhythm.delays(), random);
    }

    /// A number of messages for one turn, 1 to 12.
    public int burst(RandomGenerator random) {
        return 1 + rhythm.bursts().draw(random);
    }

    /// A time between two messages of one turn.
    public Duration gap(RandomGenerator random) {
        return Waits.draw(rhythm.gaps(), random);
    }

    /// How much more than on average they write at `time`: 1 is their average over the day, 0 is
    /// never. Runs smoothly from hour to hour.
    public double activity(LocalTime time) {
        double hours = time.toSecondOfDay() / 3600.0 - 0.5; // from the middle of hour 0
        int before = Math.floorMod((int) Math.floor(hours), Observed.HOURS);
        int after = (before + 1) % Observed.HOURS;
        double share = hours - Math.floor(hours);
        return Observed.HOURS
                * ((1 - share) * rhythm.hours().chance(before)
                        + share * rhythm.hours().chance(after));
    }
}
