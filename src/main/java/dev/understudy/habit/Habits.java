package dev.understudy.habit;

import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// The habits of a circle's people. Somebody of whom little is known is taken to be much like the
/// others, and a group of whom little is known like any group. Immutable.
///
/// As in a corpus, a conversation ends with an hour of silence, and a turn is what somebody sends
/// without another between and without a pause of more than two minutes. A question is a turn with
/// a question mark that names nobody.
public final class Habits {
    /// How many sightings of one's own weigh as much as what is usual.
    private static final double STRENGTH = 15;

    private static final Spread USUAL_DELAY = Waits.about(Duration.ofSeconds(20));
    private static final Spread USUAL_GAP = Waits.about(Duration.ofSeconds(5));

    /// Seven of ten turns are one message, each further message is as likely again.
    private static final Spread USUAL_BURST = Spread.ofWeights(falling(Observed.LONGEST_BURST));

    private static final double USUAL_CHANCE = 0.25;
    private static final double USUAL_CHANCE_WHEN_NAMED = 0.6;

    private final Map<SpeakerName, Integer> numbers = new HashMap<>();
    private final List<Habit> habits;
    private final Habit usual;

    private static double[] falling(int count) {
        double[] weights = new double[count];
        Arrays.setAll(weights, i -> Math.pow(0.3, i));
        return weights;
    }

    private Habits(List<Person> people, List<Observed> observed) {
        for (int number = 0; number < people.size(); number++) {
            numbers.put(people.get(number).speaker(), number);
        }
        Habit.Rhythm rhythm =
                new Habit.Rhythm(
                        sum(observed, one -> one.hours, evenly(Observed.HOURS)),
                        sum(observed, one -> one.bursts, USUAL_BURST),
                        sum(observed, one -> one.delays, USUAL_DELAY),
                        sum(observed, one -> one.gaps, USUAL_GAP));
        long conversations = sum(observed, one -> one.started);
        Habit.Chances chances =
                new Habit.Chances(
                        chance(
                                sum(observed, Observed::answersToAll),
                                sum(observed, Observed::turnsHeard),
                                USUAL_CHANCE),
                        chance(
                                sum(observed, one -> one.answeredWhenNamed),
                                sum(observed, one -> one.named),
                                USUAL_CHANCE_WHEN_NAMED),
                        chance(
                                sum(observed, one -> one.answeredQuestions),
                                sum(observed, Observed::questionsHeard),
                                USUAL_CHANCE),
                        1.0 / Math.max(1, people.size()));
        usual = new Habit(rhythm, chances, _ -> chances.answers());
        habits = observed.stream().map(one -> habit(one, conversations)).toList();
    }

    /// Learns from a history in one pass: some seconds for a million messages. Memory: 1.5 KB for
    /// each person, and a count for each pair that talked. Messages of
    /// [dev.understudy.chat.Platform #PLAIN], which have no clock, and of bots are passed over.
    ///
    /// @param history hands every message to what it is given: channel by channel, each by time
    /// @param people whose habits to learn; others are listened to without being remembered
    /// @param zone where their day begins
    public static Habits learn(
            Consumer<Consumer<Message>> history, List<Person> people, ZoneId zone) {
        Listening listening = new Listening(people, zone);
        history.accept(listening::hear);
        return new Habits(people, listening.people());
    }

    /// The habits of `who`; what is usual in the group for somebody unknown.
    public Habit of(SpeakerName who) {
        Integer number = numbers.get(who);
        return number == null ? usual : habits.get(number);
    }

    private Habit habit(Observed one, long conversations) {
        Habit.Rhythm rhythm =
                new Habit.Rhythm(
                        Spread.ofCounts(one.hours, usual.rhythm().hours(), STRENGTH),
                        Spread.ofCounts(one.bursts, usual.rhythm().bursts(), STRENGTH),
                        Spread.ofCounts(one.delays, usual.rhythm().delays(), STRENGTH),
                        Spread.ofCounts(one.gaps, usual.rhythm().gaps(), STRENGTH));
        double answers = chance(one.answersToAll(), one.turnsHeard(), usual.chances().answers());
        Habit.Chances chances =
                new Habit.Chances(
                        answers,
                        chance(one.answeredWhenNamed, one.named, usual.chances().whenNamed()),
                        chance(
                                one.answeredQuestions,
                                one.questionsHeard(),
                                usual.chances().whenAsked()),
                        chance(one.started, conversations, usual.chances().starts()));
        return new Habit(rhythm, chances, whom -> answers(one, whom, answers));
    }

    private double answers(Observed one, SpeakerName whom, double anybody) {
        Integer number = numbers.get(whom);
        return number == null
                ? anybody
                : chance(one.answersTo(number), one.turnsHeardOf(number), anybody);
    }

    /// @param could how often it could have happened, or about so
    private static double chance(long happened, long could, double usual) {
        return (happened + STRENGTH * usual) / (Math.max(happened, could) + STRENGTH);
    }

    private static long sum(List<Observed> people, ToLongFunction<Observed> count) {
        return people.stream().mapToLong(count).sum();
    }

    private static Spread sum(
            List<Observed> people, Function<Observed, long[]> counts, Spread usual) {
        long[] sum = new long[usual.size()];
        for (Observed one : people) {
            Arrays.setAll(sum, i -> sum[i] + counts.apply(one)[i]);
        }
        return Spread.ofCounts(sum, usual, STRENGTH);
    }

    private static Spread evenly(int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        return Spread.ofWeights(weights);
    }
}
