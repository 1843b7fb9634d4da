package dev.understudy.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.habit.Habit;
import dev.understudy.habit.Habits;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// What is learnt of the invented friends is what the generator does.
class CastHabitsTest {
    private static final int DAYS = 200;
    private static final Channel CLUB = new Channel(Platform.TELEGRAM, "1500000001", "Club");
    private static final List<Post> POSTS = ChatGenerator.demo().posts(DAYS).toList();
    private static final List<Person> PEOPLE =
            Cast.five().friends().stream().map(CastHabitsTest::person).toList();
    private static final Habits HABITS =
            Habits.learn(
                    sink -> POSTS.forEach(post -> message(post).ifPresent(sink)),
                    PEOPLE,
                    ZoneOffset.UTC);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(2026);

    private static Person person(Friend friend) {
        return new Person(
                SpeakerName.of(friend.name()),
                friend.name(),
                List.of(new Handle(Platform.TELEGRAM, friend.handle())));
    }

    private static Optional<Message> message(Post post) {
        return post.content() instanceof Post.Text words
                ? Optional.of(
                        new Message(
                                CLUB,
                                String.valueOf(post.id()),
                                new Handle(Platform.TELEGRAM, post.by().handle()),
                                post.by().name(),
                                post.sentAt(),
                                post.id(),
                                Message.Kind.SPEECH,
                                words.words(),
                                Optional.empty(),
                                Optional.empty()))
                : Optional.empty();
    }

    private static Habit of(String name) {
        return HABITS.of(SpeakerName.of(name));
    }

    private double mean(ToDoubleFunction<RandomGenerator> draw) {
        return DoubleStream.generate(() -> draw.applyAsDouble(random))
                .limit(2000)
                .average()
                .orElse(0);
    }

    @Test
    void bobNeedsTheMostMessages() {
        double bob = mean(of("Bob")::burst);
        assertThat(bob).isGreaterThan(1.8);
        assertThat(List.of("Alice", "Carmen", "Dmitri", "Edie"))
                .allSatisfy(name -> assertThat(mean(of(name)::burst)).isLessThan(bob - 0.5));
    }

    private double median(Function<RandomGenerator, Duration> draw) {
        return DoubleStream.generate(() -> draw.apply(random).toMillis() / 1000.0)
                .limit(1001)
                .sorted()
                .toArray()[500];
    }

    @Test
    void everybodyAnswersWithinAMinuteAndBurstsAreQuick() {
        for (Person person : PEOPLE) {
            Habit habit = HABITS.of(person.speaker());
            // 3 to 10 s after the last message, then 6 to 50; 40 to 200 more between scenes.
            assertThat(median(habit::delay)).isCloseTo(38, within(9.0));
        }
        assertThat(median(of("Bob")::gap)).isCloseTo(6.5, within(1.5)); // 3 to 10 s
    }

    @Test
    void nobodyWritesAtNightAndEverybodyInTheEvening() {
        for (Person person : PEOPLE) {
            Habit habit = HABITS.of(person.speaker());
            assertThat(habit.activity(LocalTime.of(3, 0))).isLessThan(0.1);
            assertThat(habit.activity(LocalTime.of(18, 0))).isGreaterThan(1.5);
        }
    }

    @Test
    void whoIsMorePresentAnswersMore() {
        assertThat(of("Dmitri").answers()).isGreaterThan(of("Bob").answers() * 1.2);
        assertThat(of("Alice").starts()).isGreaterThan(of("Bob").starts());
    }
}
