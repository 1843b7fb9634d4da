package dev.understudy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SpellingTest {
    @Property(tries = 500)
    void measuresAsTheDefinitionDoes(
            @ForAll @AlphaChars @StringLength(max = 6) String a,
            @ForAll @AlphaChars @StringLength(max = 6) String b) {
        assertThat(Spelling.distance(a, b)).isEqualTo(defined(a, b));
    }

    private static int defined(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Math.max(a.length(), b.length());
        }
        int changed =
                defined(a.substring(1), b.substring(1)) + (a.charAt(0) == b.charAt(0) ? 0 : 1);
        return Math.min(
                changed, 1 + Math.min(defined(a.substring(1), b), defined(a, b.substring(1))));
    }

    @Test
    void offersTheNearestWithinTheSlipsAllowed() {
        List<String> known = List.of("bob", "alice", "alicia");
        assertThat(Spelling.nearest("alcie", known, 2)).contains("alice");
        assertThat(Spelling.nearest("alicja", known, 2)).contains("alicia");
        assertThat(Spelling.nearest("carol", known, 2)).isEmpty();
        assertThat(Spelling.nearest("", known, 2)).isEmpty();
    }
}
