package dev.understudy.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseTest {
    private static Set<String> wordings(String line) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        Phrase phrase = Phrase.parse(line);
        Set<String> wordings = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            wordings.add(phrase.worded(name -> "<" + name + ">", random));
        }
        return wordings;
    }

    @Test
    void choosesEveryOptionSoonerOrLater() {
        assertThat(wordings("[a|b [c|d]|] z"))
                .containsExactlyInAnyOrder("a z", "b c z", "b d z", "z");
    }

    @Test
    void fillsGapsAndBeginsSentencesWithACapital() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        Phrase phrase = Phrase.parse("{Food}, or {food}");
        assertThat(phrase.worded(_ -> "soup", random)).isEqualTo("Soup, or soup");
        assertThat(phrase.gaps()).isEqualTo(List.of("food", "food"));
    }

    @Test
    void tellsWhatItIsAbout() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        List<String> topics = new ArrayList<>();
        Phrase.Vocabulary vocabulary =
                new Phrase.Vocabulary() {
                    @Override
                    public String word(String name) {
                        return "Bob";
                    }

                    @Override
                    public void topic(String words) {
                        topics.add(words);
                    }
                };
        assertThat(Phrase.parse("how is <[old|old] {third}>?").worded(vocabulary, random))
                .isEqualTo("how is old Bob?");
        assertThat(topics).containsExactly("old Bob");
    }

    @Test
    void tidiesWhatEmptyOptionsLeaveBehind() {
        assertThat(wordings("Hm. [ |].")).containsExactly("Hm.");
        assertThat(wordings("so [|] , you?.")).containsExactly("so, you?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a|b", "a]", "{food", "food}", "{}", "[[a]", "<a", "a>", "[a>"})
    void refusesBracketsWithoutAPartner(String line) {
        assertThatThrownBy(() -> Phrase.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line);
    }
}
