package dev.understudy.likeness.held;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopiesTest {
    private static final Copies COPIES =
            Copies.of(
                    List.of(
                            new Turn(SpeakerName.of("Bob"), "one two three\nfour five"),
                            new Turn(SpeakerName.of("Bob"), "six seven")),
                    4);

    @Test
    void findsSoManyWordsInARowWhateverIsAroundThem() {
        assertThat(COPIES.isIn("one two three four")).isTrue();
        assertThat(COPIES.isIn("well  two three four\nfive yes")).isTrue();
    }

    @Test
    void takesNothingElseForACopy() {
        assertThat(COPIES.isIn("one two three")).isFalse();
        assertThat(COPIES.isIn("one two three Four")).isFalse();
        assertThat(COPIES.isIn("two one three four")).isFalse();
        assertThat(COPIES.isIn("four five six seven")).as("of two turns").isFalse();
        assertThat(COPIES.isIn("")).isFalse();
    }
}
