package dev.understudy.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonaNameTest {
    private static String name(String name) {
        return PersonaName.of(Backstage.persona(name));
    }

    @ParameterizedTest
    @CsvSource({
        "Alice (clone), Alice (clone)",
        "@everyone (clone), ＠everyone (clone)",
        "everyone, everyone.",
        "Ann: the #1 (clone), Ann： the ＃1 (clone)",
        "Clyde (clone), C\u200Alyde (clone)",
        "discord dan, d\u200Aiscord dan",
        "' ', Clone",
    })
    void namesAreMadeAcceptable(String given, String shown) {
        assertThat(name(given)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"300, x", "90, 😀"})
    void longNamesKeepTheMarkOfAClone(int times, String letter) {
        assertThat(name(letter.repeat(times) + " (clone)"))
                .hasSizeLessThanOrEqualTo(80)
                .startsWith(letter)
                .endsWith("… (clone)")
                .matches(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000));
    }

    @Property(tries = 500)
    void anyNameIsAcceptable(@ForAll String given) {
        String shown = name(given);
        assertThat(shown.length()).isBetween(1, 80);
        assertThat(shown).doesNotContain("@", "#", ":", "`");
        assertThat(shown.toLowerCase(Locale.ROOT)).doesNotContain("discord", "clyde");
    }
}
