package dev.understudy.stage.manner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.chat.SpeakerName;
import dev.understudy.habit.Habit;
import dev.understudy.habit.Habits;
import dev.understudy.stage.manner.Urge.Sign;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UrgeTest {
    private static final SpeakerName MIA = SpeakerName.of("Mia");
    private static final Instant START = Instant.parse("2025-03-01T12:00:00Z");
    private static final Habit USUAL =
            Habits.learn(_ -> {}, List.of(), ZoneOffset.UTC).of(SpeakerName.of("Alice"));

    private final Urge urge = new Urge();

    private double chance(Duration later, double talkativeness, Sign... signs) {
        return urge.chance(USUAL, moment(later, Set.of(signs)), talkativeness);
    }

    private static Urge.Moment moment(Duration later, Set<Sign> signs) {
        return new Urge.Moment(MIA, signs, START.plus(later), LocalTime.NOON);
    }

    @Test
    void whoSpeaksIsMoreLikelyToAnswerWhatComesNext() {
        double before = chance(Duration.ZERO, 1);
        urge.spoke(START);
        assertThat(chance(Duration.ZERO, 1)).isGreaterThan(before + 0.4);
    }

    @Test
    void thatFadesWithTimeAndWithEachMessageLetPass() {
        double before = chance(Duration.ZERO, 1);
        urge.spoke(START);
        double fresh = chance(Duration.ZERO, 1);
        double later = chance(Duration.ofMinutes(3), 1);
        assertThat(later - before).isCloseTo((fresh - before) / 2, within(0.001));
        urge.passed();
        assertThat(chance(Duration.ZERO, 1)).isBetween(before, fresh - 0.1);
        assertThat(chance(Duration.ofDays(1), 1)).isCloseTo(before, within(0.001));
    }

    @Test
    void whoIsSpokenToAlwaysAnswers() {
        assertThat(chance(Duration.ZERO, 0, Sign.ADDRESSED)).isOne();
        assertThat(chance(Duration.ZERO, 1, Sign.ADDRESSED, Sign.TO_OTHERS)).isOne();
    }

    @Test
    void withoutTalkativenessNobodySpeaksUnasked() {
        urge.spoke(START);
        assertThat(chance(Duration.ZERO, 0, Sign.NAMED, Sign.QUESTION)).isZero();
    }

    @Test
    void aNameCallsAndAnotherConversationDoesNot() {
        double plain = chance(Duration.ZERO, 1);
        assertThat(chance(Duration.ZERO, 1, Sign.NAMED)).isGreaterThan(0.6).isGreaterThan(plain);
        assertThat(chance(Duration.ZERO, 1, Sign.TO_OTHERS)).isLessThan(plain / 2);
        assertThat(chance(Duration.ZERO, 1, Sign.QUESTION)).isGreaterThanOrEqualTo(plain);
    }

    @Property
    void itIsAlwaysAChance(
            @ForAll Set<Sign> signs,
            @ForAll @DoubleRange(max = 10) double talkativeness,
            @ForAll @IntRange(min = -1000, max = 100_000) int seconds,
            @ForAll @IntRange(max = 50) int passed) {
        Urge any = new Urge();
        any.spoke(START);
        for (int i = 0; i < passed; i++) {
            any.passed();
        }
        Set<Sign> shown = signs.isEmpty() ? Set.of() : EnumSet.copyOf(signs);
        assertThat(any.chance(USUAL, moment(Duration.ofSeconds(seconds), shown), talkativeness))
                .isBetween(0.0, 1.0);
    }
}
