package dev.understudy.corpus.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.conversation.Conversation;
import dev.understudy.corpus.conversation.Conversation.Span;
import dev.understudy.settings.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LessonTest {
    private static final Instant START = Instant.parse("2026-01-01T18:00:00Z");
    private static final Shares TENTH = new Shares(0.1, 0, 1);

    /// One conversation every half hour, all of the same length.
    private static Conversation conversation(int number) {
        Instant from = START.plus(Duration.ofMinutes(30L * number));
        return new Conversation(
                new Span(from, from.plusSeconds(60), true),
                List.of(new Turn(new SpeakerName("ALICE"), "hello number " + (1000 + number))));
    }

    private static Instant end(int count) {
        return conversation(count - 1).span().to();
    }

    private static Split split(int count, Optional<Lesson> lesson) {
        Split split = new Split(TENTH, Held.NEWEST, 7, lesson);
        IntStream.range(0, count).mapToObj(LessonTest::conversation).forEach(split::add);
        split.decide();
        return split;
    }

    private static Set<Integer> of(Split split, Optional<Part> part) {
        Set<Integer> found = new TreeSet<>();
        for (int i = 0; i < split.conversations(); i++) {
            if (split.part(i, 0).equals(part)) {
                found.add(i);
            }
        }
        return found;
    }

    private static Lesson lesson(Instant since, HeldOut held, double replay) {
        return new Lesson(since, held, replay, 1, _ -> List.of());
    }

    @Test
    void learnsWhatIsNewAndReplaysAsMuchAsAskedFor() {
        HeldOut held = split(1000, Optional.empty()).heldOut().orElseThrow();
        Split night = split(1100, Optional.of(lesson(end(1000), held, 0.75)));

        Set<Integer> learnt = of(night, Optional.of(Part.TRAIN));
        long fresh = night.dealt().orElseThrow().fresh();
        assertThat(learnt.stream().filter(i -> i >= 1000).count()).isBetween(65L, 90L);
        assertThat(learnt.size() - fresh).isEqualTo(night.dealt().orElseThrow().replayed());
        assertThat(learnt.size() - fresh).isBetween(3 * fresh, 3 * fresh + 1);
        assertThat(of(night, Optional.empty()))
                .hasSize(night.dealt().orElseThrow().leftOut())
                .allMatch(i -> i < 900);
    }

    @Test
    void holdsNothingOutThatAnEarlierNightLearnt() {
        Split first = split(1000, Optional.empty());
        Set<Integer> learnt = new HashSet<>(of(first, Optional.of(Part.TRAIN)));
        HeldOut held = first.heldOut().orElseThrow();
        List<Integer> sizes = new ArrayList<>();
        for (int count = 1010; count <= 3000; count += 10) {
            Split night = split(count, Optional.of(lesson(end(count - 10), held, 0.9)));
            Set<Integer> validation = of(night, Optional.of(Part.VALIDATION));
            assertThat(validation).isNotEmpty().doesNotContainAnyElementsOf(learnt);
            sizes.add(validation.size());
            learnt.addAll(of(night, Optional.of(Part.TRAIN)));
            held = night.heldOut().orElseThrow();
        }
        assertThat(sizes).allMatch(size -> size >= 90);
        assertThat(sizes.getLast()).isBetween(200, 300);
    }

    @Test
    void firstHoldsOutAllThatTheFirstTrainingDid() {
        Split first = split(1000, Optional.empty());
        Set<Integer> before = of(first, Optional.of(Part.VALIDATION));
        Split night =
                split(1002, Optional.of(lesson(end(1000), first.heldOut().orElseThrow(), 0.5)));
        assertThat(before).hasSize(100);
        assertThat(of(night, Optional.of(Part.VALIDATION))).hasSizeBetween(98, 102);
        assertThat(of(night, Optional.of(Part.TRAIN)))
                .contains(
                        IntStream.of(1000, 1001)
                                .filter(i -> !isHeld(night, i))
                                .boxed()
                                .toArray(Integer[]::new));
    }

    private static boolean isHeld(Split split, int number) {
        return split.part(number, 0).equals(Optional.of(Part.VALIDATION));
    }

    @Test
    void learnsAllAgainWhereAllIsReplayed() {
        HeldOut held = split(100, Optional.empty()).heldOut().orElseThrow();
        Split night = split(110, Optional.of(lesson(end(100), held, 1)));
        assertThat(of(night, Optional.empty())).isEmpty();
    }

    @Test
    void givesTheSameNightForTheSameMessages() {
        HeldOut held = split(500, Optional.empty()).heldOut().orElseThrow();
        Lesson lesson = lesson(end(500), held, 0.6);
        Set<Integer> once = of(split(550, Optional.of(lesson)), Optional.of(Part.TRAIN));
        assertThat(of(split(550, Optional.of(lesson)), Optional.of(Part.TRAIN))).isEqualTo(once);
        Lesson other = new Lesson(lesson.since(), held, 0.6, 2, _ -> List.of());
        assertThat(of(split(550, Optional.of(other)), Optional.of(Part.TRAIN))).isNotEqualTo(once);
    }

    @Test
    void aModelThatBeginsAnewLearnsMostOfTheLatestTalkToo() {
        Split anew = split(1000, Optional.of(Lesson.ofAll()));
        Set<Integer> held = of(anew, Optional.of(Part.VALIDATION));
        assertThat(held).hasSizeBetween(95, 100).allMatch(i -> i >= 350);
        assertThat(held.stream().filter(i -> i >= 900).count()).isBetween(8L, 35L);
        assertThat(of(anew, Optional.empty())).isEmpty();

        Split next =
                split(1100, Optional.of(lesson(end(1000), anew.heldOut().orElseThrow(), 0.75)));
        assertThat(of(next, Optional.of(Part.VALIDATION)))
                .doesNotContainAnyElementsOf(of(anew, Optional.of(Part.TRAIN)));
    }

    @Test
    void holdsOutTheNewestWhereChanceDrewNone() {
        for (int count = 2; count < 8; count++) {
            Split few = split(count, Optional.of(Lesson.ofAll()));
            assertThat(of(few, Optional.of(Part.VALIDATION))).as("of %d", count).isNotEmpty();
            assertThat(of(few, Optional.of(Part.TRAIN))).as("of %d", count).isNotEmpty();
        }
        assertThat(of(split(1, Optional.of(Lesson.ofAll())), Optional.of(Part.TRAIN))).hasSize(1);
    }

    @Test
    void refusesAShareOfReplayThatIsNone() {
        HeldOut held = HeldOut.since(START);
        assertThatThrownBy(() -> lesson(START, held, 1.5))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nightly.replay is 1.5");
    }
}
