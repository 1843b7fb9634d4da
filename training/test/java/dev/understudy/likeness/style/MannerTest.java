package dev.understudy.likeness.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MannerTest {
    private static StyleDistance between(List<String> one, List<String> other) {
        return Manner.of(one).to(Manner.of(other));
    }

    @Test
    void theSameTurnsAreNotApart() {
        List<String> turns = List.of("Quite so.", "no 🐈\nreally", "?!");
        assertThat(between(turns, turns)).isEqualTo(new StyleDistance(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void eachNumberSeesWhatItIsAbout() {
        StyleDistance shouting = between(List.of("ok then"), List.of("OK then"));
        assertThat(shouting.capitals()).isCloseTo(2 / 6.0, within(1e-9));
        assertThat(shouting.words() + shouting.endings() + shouting.emoji()).isZero();

        StyleDistance stopped = between(List.of("ok thenx"), List.of("ok then."));
        assertThat(stopped.endings()).isEqualTo(1);
        assertThat(stopped.punctuation()).isCloseTo(1 / 7.0, within(1e-9));
        assertThat(stopped.characters()).isZero();

        assertThat(between(List.of("ok 🐈", "ok cat"), List.of("ok cat")).emoji()).isEqualTo(0.5);
        assertThat(between(List.of("a b"), List.of("a\nb")).lines()).isEqualTo(1);
        assertThat(between(List.of("one two"), List.of("one two three four")).words()).isEqualTo(1);
    }

    @Test
    void lengthsAreToldApartEverMoreCoarsely() {
        assertThat(Manner.step(0)).isZero();
        assertThat(Manner.step(1)).isEqualTo(1);
        assertThat(Manner.step(4)).isEqualTo(Manner.step(5)).isNotEqualTo(Manner.step(6));
        assertThat(Manner.step(600)).isEqualTo(Manner.step(60_000));
    }
}
