package dev.understudy.cast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MannerTest {
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);

    @Test
    void carefulWritesWholeSentences() {
        assertThat(Manner.CAREFUL.send(List.of("how are you, Bob?", "it is late"), random))
                .containsExactly("How are you, Bob? It is late.");
        assertThat(Manner.CAREFUL.send(List.of("lovely. :)"), random))
                .containsExactly("Lovely. :)");
    }

    @Test
    void terseDropsWhatIsNotNeeded() {
        assertThat(Manner.TERSE.send(List.of("I am so very tired!"), random))
                .containsExactly("I am tired.");
        assertThat(Manner.TERSE.send(List.of("why?"), random)).containsExactly("Why.");
    }

    @RepeatedTest(20)
    void shoutingIsLoud() {
        String all = String.join(" ", Manner.SHOUTING.send(List.of("hi! you ok?", "yes"), random));
        assertThat(all).startsWith("HI!!! YOU OK??? YES!!!");
    }

    @RepeatedTest(20)
    void mumblingTakesAtMostThreeMessagesAndNoMarks() {
        List<String> sent =
                Manner.MUMBLING.send(
                        List.of("I'm here. Are you?", "so", "what is it", "no"), random);
        assertThat(sent).containsExactly("im here", "are u", "so whats it no");
    }

    @RepeatedTest(20)
    void sparklingEndsInEmojiThatFit() {
        String all =
                String.join(" ", Manner.SPARKLING.send(List.of("I am so full of bread."), random));
        assertThat(all).matches("im sooo full of bread [🍞🥖]{1,2}");
    }
}
