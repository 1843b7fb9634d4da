package dev.understudy.habit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HabitsTest {
    private static final SpeakerName ALICE = SpeakerName.of("Alice");
    private static final SpeakerName BOB = SpeakerName.of("Bob");
    private static final SpeakerName CLEO = SpeakerName.of("Cleo");
    private static final List<Person> PEOPLE =
            Stream.of(ALICE, BOB, CLEO)
                    .map(name -> new Person(name, name.text(), List.of(handle(name.text()))))
                    .toList();

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(2026);

    private static Handle handle(String name) {
        return new Handle(Platform.TELEGRAM, "user" + name);
    }

    /// A history while it is written: every message says how long after the one before it came.
    private static final class Chat {
        private final List<Message> messages = new ArrayList<>();
        private Channel channel = new Channel(Platform.TELEGRAM, "1", "");
        private Instant now = Instant.parse("2024-05-06T08:00:00Z");

        Chat say(SpeakerName who, int secondsLater, String text) {
            return say(who.text(), secondsLater, text, Message.Kind.SPEECH);
        }

        Chat say(String who, int secondsLater, String text, Message.Kind kind) {
            now = now.plusSeconds(secondsLater);
            messages.add(
                    new Message(
                            channel,
                            String.valueOf(messages.size()),
                            handle(who),
                            who,
                            now,
                            messages.size(),
                            kind,
                            text,
                            Optional.empty(),
                            Optional.empty()));
            return this;
        }

        Chat silence(Duration length) {
            now = now.plus(length);
            return this;
        }

        Chat in(Platform platform, String id) {
            channel = new Channel(platform, id, "");
            return this;
        }

        Habits habits(ZoneId zone) {
            return Habits.learn(messages::forEach, PEOPLE, zone);
        }

        Habits habits() {
            return habits(ZoneOffset.UTC);
        }
    }

    private double median(Supplier<Duration> draw) {
        double[] seconds =
                DoubleStream.generate(() -> draw.get().toMillis() / 1000.0)
                        .limit(2001)
                        .sorted()
                        .toArray();
        return seconds[1000];
    }

    @Test
    void learnsWhoAnswersWhom() {
        Chat chat = new Chat();
        for (int i = 0; i < 300; i++) { // Alice answers Bob, never Cleo; Bob answers Cleo
            chat.say(CLEO, 4000, "well").say(BOB, 20, "yes").say(ALICE, 20, "no");
        }
        Habits habits = chat.habits();
        assertThat(habits.of(ALICE).answers(BOB)).isGreaterThan(0.95);
        assertThat(habits.of(ALICE).answers(CLEO)).isLessThan(0.05);
        assertThat(habits.of(ALICE).answers()).isCloseTo(0.5, within(0.03));
        assertThat(habits.of(BOB).answers(CLEO)).isGreaterThan(0.95);
        assertThat(habits.of(CLEO).starts()).isGreaterThan(0.9);
        assertThat(habits.of(ALICE).starts()).isLessThan(0.05);
    }

    @Test
    void turnsOfAChannelWhereSheIsNotAreNotHeldAgainstHer() {
        Chat chat = new Chat();
        for (int i = 0; i < 100; i++) {
            chat.say(BOB, 4000, "yes").say(ALICE, 20, "no");
        }
        double before = chat.habits().of(ALICE).answers(BOB);
        chat.in(Platform.TELEGRAM, "2");
        for (int i = 0; i < 500; i++) {
            chat.say(BOB, 4000, "yes").say(CLEO, 20, "no");
        }
        assertThat(chat.habits().of(ALICE).answers(BOB)).isCloseTo(before, within(0.05));
    }

    @Test
    void learnsHowSoonAndInHowManyMessages() {
        Chat chat = new Chat();
        for (int i = 0; i < 200; i++) {
            chat.say(BOB, 4000, "so").say(ALICE, 8, "a").say(ALICE, 2, "b").say(ALICE, 2, "c");
            chat.say(BOB, 300, "right");
        }
        Habits habits = chat.habits();
        Habit alice = habits.of(ALICE);
        assertThat(median(() -> alice.delay(random))).isCloseTo(8, within(1.5));
        assertThat(median(() -> alice.gap(random))).isCloseTo(2, within(0.5));
        assertThat(median(() -> habits.of(BOB).delay(random))).isCloseTo(300, within(50.0));
        assertThat(IntStream.range(0, 500).map(_ -> alice.burst(random)).average().orElse(0))
                .isCloseTo(3, within(0.3));
        assertThat(IntStream.range(0, 500).map(_ -> habits.of(BOB).burst(random)).average())
                .hasValueCloseTo(1.0, within(0.3));
    }

    @Test
    void aPauseEndsTheTurnAndASilenceTheConversation() {
        Chat chat = new Chat();
        for (int i = 0; i < 100; i++) {
            chat.say(BOB, 20, "one").say(BOB, 121, "another turn").silence(Duration.ofHours(1));
            chat.say(ALICE, 1, "no answer to that");
            chat.silence(Duration.ofHours(2));
        }
        Habits habits = chat.habits();
        assertThat(habits.of(ALICE).answers(BOB)).isLessThan(0.1);
        assertThat(habits.of(ALICE).starts()).isCloseTo(0.5, within(0.05));
        assertThat(IntStream.range(0, 500).map(_ -> habits.of(BOB).burst(random)).average())
                .hasValueCloseTo(1.0, within(0.2));
    }

    @Test
    void learnsTheHoursOfADayInTheZone() {
        Chat chat = new Chat();
        for (int day = 0; day < 200; day++) {
            chat.say(ALICE, 0, "eight").say(BOB, 1800, "half past eight");
            chat.silence(Duration.ofHours(12)).say(BOB, 0, "half past eight in the evening");
            chat.silence(Duration.ofHours(11).plusMinutes(30));
        }
        Habit alice = chat.habits().of(ALICE);
        assertThat(alice.activity(LocalTime.of(8, 30))).isGreaterThan(15);
        assertThat(alice.activity(LocalTime.of(20, 30))).isLessThan(2);
        assertThat(alice.activity(LocalTime.of(3, 0))).isBetween(0.0, 0.5);
        Habit abroad = chat.habits(ZoneId.of("Asia/Tokyo")).of(ALICE);
        assertThat(abroad.activity(LocalTime.of(17, 30))).isGreaterThan(15);
        assertThat(
                        IntStream.range(0, 24 * 60)
                                .mapToDouble(m -> alice.activity(LocalTime.ofSecondOfDay(m * 60L)))
                                .average())
                .hasValueCloseTo(1.0, within(0.001));
    }

    @Test
    void learnsWhoAnswersToTheirNameAndToQuestions() {
        Chat chat = new Chat();
        for (int i = 0; i < 200; i++) {
            chat.say(BOB, 4000, "so, alice!").say(CLEO, 20, "hm").say(ALICE, 20, "yes");
            chat.say(BOB, 4000, "(CLEO)").say(ALICE, 20, "who else");
            chat.say(BOB, 4000, "who comes?").say(CLEO, 20, "me");
        }
        Habits habits = chat.habits();
        assertThat(habits.of(ALICE).answersWhenNamed()).isGreaterThan(0.9);
        assertThat(habits.of(CLEO).answersWhenNamed()).isLessThan(0.1);
        assertThat(habits.of(CLEO).answersQuestions()).isGreaterThan(0.9);
        assertThat(habits.of(ALICE).answersQuestions()).isLessThan(0.1);
    }

    @Test
    void whatWasSaidBeforeSomebodyCameIsNotHeldAgainstThem() {
        Chat chat = new Chat();
        for (int i = 0; i < 500; i++) {
            chat.say(BOB, 4000, "so").say(ALICE, 20, "a");
        }
        for (int i = 0; i < 200; i++) {
            chat.say(BOB, 4000, "so").say(CLEO, 20, "a");
        }
        assertThat(chat.habits().of(CLEO).answers(BOB)).isGreaterThan(0.9);
    }

    @Test
    void whoWroteLittleIsTakenToBeLikeTheOthers() {
        Chat chat = new Chat();
        for (int i = 0; i < 300; i++) {
            chat.say(BOB, 4000, "so").say(ALICE, 60, "a").say(BOB, 60, "b");
        }
        chat.say(CLEO, 1, "quick").say(CLEO, 1, "and").say(CLEO, 1, "much");
        Habits habits = chat.habits();
        assertThat(median(() -> habits.of(CLEO).delay(random))).isCloseTo(60, within(12.0));
        assertThat(habits.of(CLEO).answers(BOB)).isBetween(0.2, 0.8);
        Habit unknown = habits.of(SpeakerName.of("Dan"));
        assertThat(median(() -> unknown.delay(random))).isCloseTo(60, within(12.0));
        assertThat(habits.of(ALICE).answers(SpeakerName.of("Dan")))
                .isEqualTo(habits.of(ALICE).answers());
    }

    @Test
    void withoutAClockOrFromBotsNothingIsLearnt() {
        Habit nothing = new Chat().habits().of(ALICE);
        Chat chat = new Chat().in(Platform.PLAIN, "play");
        for (int i = 0; i < 100; i++) {
            chat.say(BOB, 1, "so").say(ALICE, 1, "a");
        }
        chat.in(Platform.TELEGRAM, "1");
        for (int i = 0; i < 100; i++) {
            chat.say("Alice", 1, "beep", Message.Kind.BOT);
        }
        Habit habit = chat.habits().of(ALICE);
        assertThat(habit.answers(BOB)).isEqualTo(nothing.answers(BOB)).isBetween(0.1, 0.5);
        assertThat(habit.activity(LocalTime.NOON)).isCloseTo(1, within(1e-9));
        assertThat(median(() -> habit.delay(random))).isBetween(10.0, 40.0);
        assertThat(habit.burst(random)).isBetween(1, 12);
    }

    @Test
    void theSameHistoryAndSeedGiveTheSameHabits() {
        Chat chat = new Chat();
        for (int i = 0; i < 50; i++) {
            chat.say(BOB, i % 90, "so").say(ALICE, i % 7, "a");
        }
        List<Object> first = drawn(chat.habits());
        assertThat(drawn(chat.habits())).isEqualTo(first);
    }

    private static List<Object> drawn(Habits habits) {
        RandomGenerator seeded = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Habit alice = habits.of(ALICE);
        return IntStream.range(0, 50)
                .<Object>mapToObj(
                        _ -> List.of(alice.delay(seeded), alice.burst(seeded), alice.gap(seeded)))
                .toList();
    }

    @Test
    void strangersInterruptWithoutBeingRemembered() {
        Chat chat = new Chat();
        for (int i = 0; i < 200; i++) {
            chat.say(BOB, 4000, "so").say(SpeakerName.of("Stranger"), 5, "me");
            chat.say(ALICE, 5, "a");
        }
        Habits habits = chat.habits();
        assertThat(habits.of(ALICE).answers(BOB)).isLessThan(0.1);
        assertThat(habits.of(ALICE).answers()).isCloseTo(0.5, within(0.05));
    }
}
