package dev.understudy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SaidTest {
    private static final int LAYOUT = 3;

    /// Tokens 0 to 3, of which 3 is no word; a step of 4 and more takes back as many tokens.
    @Property
    void followsTheTextForthAndBack(
            @ForAll @Size(max = 20) List<@IntRange(max = 3) Integer> prompt,
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> steps,
            @ForAll @IntRange(min = 1, max = 4) int size) {
        BitSet layout = new BitSet();
        layout.set(LAYOUT);
        Said said = new Said(layout);
        prompt.forEach(said::read);
        List<Integer> text = new ArrayList<>(prompt);
        for (int step : steps) {
            if (step <= LAYOUT) {
                said.add(step);
                text.add(step);
            } else {
                int kept = Math.max(prompt.size(), text.size() - (step - LAYOUT));
                said.truncate(kept);
                text.subList(kept, text.size()).clear();
            }
            assertThat(words(said)).isEqualTo(wordsOf(text));
            assertThat(said.picked()).isEqualTo(countsOf(text.subList(prompt.size(), text.size())));
            if (step % 3 != 0) { // sometimes several tokens come at once
                assertThat(repeats(said, size)).isEqualTo(repeatsOf(text, size));
            }
        }
    }

    private static Set<Integer> words(Said said) {
        Set<Integer> words = new HashSet<>();
        said.forEachWord(id -> assertThat(words.add(id)).isTrue());
        return words;
    }

    private static Set<Integer> wordsOf(List<Integer> text) {
        Set<Integer> words = new HashSet<>(text);
        words.remove(LAYOUT);
        return words;
    }

    private static Map<Integer, Integer> countsOf(List<Integer> picked) {
        Map<Integer, Integer> counts = new HashMap<>();
        picked.forEach(id -> counts.merge(id, 1, Integer::sum));
        counts.remove(LAYOUT);
        return counts;
    }

    private static Set<Integer> repeats(Said said, int size) {
        Set<Integer> repeats = new HashSet<>();
        said.forEachRepeat(size, repeats::add);
        return repeats;
    }

    private static Set<Integer> repeatsOf(List<Integer> text, int size) {
        Set<Integer> repeats = new HashSet<>();
        if (text.size() < size) {
            return repeats;
        }
        List<Integer> last = text.subList(text.size() - size + 1, text.size());
        for (int from = 0; from + size <= text.size(); from++) {
            List<Integer> row = text.subList(from, from + size);
            if (row.subList(0, size - 1).equals(last) && !row.contains(LAYOUT)) {
                repeats.add(row.getLast());
            }
        }
        return repeats;
    }

    @Test
    void tellsRowsOfTheSameHashApart() {
        Said said = new Said();
        said.read(1, 31, 7, 2, 0);
        assertThat(repeats(said, 3)).isEmpty();
        said.add(1);
        said.add(31);
        assertThat(repeats(said, 3)).containsExactly(7);
        assertThat(repeats(said, 2)).containsExactly(7);
    }

    @Test
    void keepsThePromptAndOnlyWhatThereIs() {
        Said said = new Said();
        said.read(1, 2);
        said.add(3);
        assertThatIllegalArgumentException().isThrownBy(() -> said.truncate(1));
        assertThatIllegalArgumentException().isThrownBy(() -> said.truncate(4));
        assertThatIllegalStateException().isThrownBy(() -> said.read(4));
        said.truncate(2);
        said.read(4);
        assertThat(words(said)).containsExactlyInAnyOrder(1, 2, 4);
    }
}
