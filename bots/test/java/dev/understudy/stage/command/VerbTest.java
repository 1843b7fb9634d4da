package dev.understudy.stage.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerbTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsWordAndWithoutItsDash(Verb verb) {
        assertThat(Verb.of(verb.word())).contains(verb);
        assertThat(Verb.of(verb.word().replace('-', '_'))).contains(verb);
    }

    /// What the terminal's own words set is a setting.
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TEMPERATURE", "TOP_P"})
    void isTheVerbOfItsExample(Verb verb) {
        assertThat(Verb.of(CommandLine.parse(verb.example()))).isEqualTo(verb);
    }

    @Test
    void theTerminalsOwnWordsAreSettings() {
        assertThat(Verb.of(CommandLine.parse(Verb.TEMPERATURE.example()))).isEqualTo(Verb.SETTINGS);
        assertThat(Verb.of(CommandLine.parse(Verb.TOP_P.example()))).isEqualTo(Verb.SETTINGS);
        assertThat(Verb.of(CommandLine.parse("/clone off"))).isEqualTo(Verb.STOP);
    }

    @Test
    void otherWordsAreNoVerbs() {
        assertThat(Verb.of("")).isEmpty();
        assertThat(Verb.of("Clone")).isEmpty();
        assertThat(Verb.of("/clone")).isEmpty();
    }
}
