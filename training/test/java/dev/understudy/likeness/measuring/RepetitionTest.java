package dev.understudy.likeness.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.likeness.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    @Test
    void wordsThatFollowThemselvesAgainAndAgainLoop() {
        assertThat(Repetition.loops("well " + "so am I ".repeat(3))).isTrue();
        assertThat(Repetition.loops("No no NO no no no no no")).isTrue();
        assertThat(Repetition.loops("ab".repeat(20))).isTrue();
    }

    @Test
    void laughingAndInsistingAreNoLoops() {
        assertThat(Repetition.loops("no no no no")).isFalse();
        assertThat(Repetition.loops("hahahahahahaha")).isFalse();
        assertThat(Repetition.loops("so am I so am I but not you so am I")).isFalse();
        assertThat(Repetition.loops("")).isFalse();
    }

    @Test
    void whatWasSaidBeforeIsRepetition() {
        List<String> texts = List.of("yes", "Yes", "no", "ha ".repeat(9).strip(), "yes\n");
        assertThat(Repetition.repeating(texts)).isEqualTo(new Share(3, 5));
        assertThat(Repetition.looping(texts)).isEqualTo(new Share(1, 5));
    }

    @Test
    void varietyIsDifferentRunsOfAll() {
        assertThat(Repetition.distinct(List.of("a b a", "A c"), 1)).isCloseTo(0.6, within(1e-9));
        assertThat(Repetition.distinct(List.of("a b a", "A b"), 2))
                .isCloseTo(2 / 3.0, within(1e-9));
        assertThat(Repetition.distinct(List.of("a"), 2)).isZero();
    }
}
