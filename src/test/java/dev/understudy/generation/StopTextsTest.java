package dev.understudy.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class StopTextsTest {
    @Property(tries = 500)
    void letThroughWhatIsBeforeTheFirst(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 30) String text,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 4) String stop) {
        StopTexts stops = new StopTexts(List.of(stop));
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && !stops.found(); i++) {
            shown.append(stops.add(text.substring(i, i + 1)));
            assertThat(text).startsWith(shown);
        }
        if (!stops.found()) {
            shown.append(stops.finish());
        }
        int end = text.indexOf(stop);
        assertThat(shown).hasToString(end < 0 ? text : text.substring(0, end));
        assertThat(stops.found()).isEqualTo(end >= 0);
    }

    @Test
    void holdNothingBackWhereNothingBegins() {
        StopTexts stops = new StopTexts(List.of("\n\n", "BOB:"));
        assertThat(stops.add("one\n")).isEqualTo("one");
        assertThat(stops.add("two B")).isEqualTo("\ntwo ");
        assertThat(stops.add("O")).isEmpty();
        assertThat(stops.add("A")).isEqualTo("BOA");
        assertThat(stops.add("...BOB: hi\n\n")).isEqualTo("...");
        assertThat(stops.found()).isTrue();
    }
}
