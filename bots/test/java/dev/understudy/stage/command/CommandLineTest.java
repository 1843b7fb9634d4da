package dev.understudy.stage.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTest {
    @Test
    void readsEveryCommand() {
        assertThat(CommandLine.parse("/clone alice")).isEqualTo(new Command.Play("alice"));
        assertThat(CommandLine.parse("  /CLONE  Eve   Adams "))
                .isEqualTo(new Command.Play("Eve Adams"));
        assertThat(CommandLine.parse("/clones")).isEqualTo(new Command.Clones());
        assertThat(CommandLine.parse("/stop")).isEqualTo(new Command.Stop());
        assertThat(CommandLine.parse("/clone off")).isEqualTo(new Command.Stop());
        assertThat(CommandLine.parse("/temperature 0.7"))
                .isEqualTo(settings(OptionalDouble.of(0.7), OptionalDouble.empty()));
        assertThat(CommandLine.parse("/top-p .9"))
                .isEqualTo(settings(OptionalDouble.empty(), OptionalDouble.of(0.9)));
        assertThat(CommandLine.parse("/settings top-p 0.9 temperature 0.7"))
                .isEqualTo(settings(OptionalDouble.of(0.7), OptionalDouble.of(0.9)));
        assertThat(CommandLine.parse("/say \"Eve Adams\" what's  up?"))
                .isEqualTo(new Command.Say("Eve Adams", Optional.of("what's up?")));
        assertThat(CommandLine.parse("/say alice"))
                .isEqualTo(new Command.Say("alice", Optional.empty()));
        assertThat(CommandLine.parse("/consent No"))
                .isEqualTo(new Command.Consent(Optional.of(false)));
        assertThat(CommandLine.parse("/forget_me")).isEqualTo(new Command.ForgetMe(false));
        assertThat(CommandLine.parse("/forget-me confirmed")).isEqualTo(new Command.ForgetMe(true));
        assertThat(CommandLine.parse("/rollback 0002"))
                .isEqualTo(new Command.Rollback(Optional.of("0002")));
        assertThat(CommandLine.parse("/seed -7")).isEqualTo(new Command.Seed(-7));
        assertThat(CommandLine.parse("/reset")).isEqualTo(new Command.Reset());
        assertThat(CommandLine.parse("/help")).isEqualTo(new Command.Help());
        assertThat(CommandLine.parse("/quit")).isEqualTo(new Command.Quit());
        assertThat(CommandLine.parse("/scene alice bob 4"))
                .isEqualTo(new Command.Scene(List.of("alice", "bob"), Optional.empty(), 4));
        assertThat(CommandLine.parse("/scene \"Eve Adams\" bob alice"))
                .isEqualTo(
                        new Command.Scene(
                                List.of("Eve Adams", "bob", "alice"), Optional.empty(), 6));
        assertThat(CommandLine.parse("/scene alice bob about the cat 4"))
                .isEqualTo(new Command.Scene(List.of("alice", "bob"), Optional.of("the cat"), 4));
    }

    private static Command settings(OptionalDouble temperature, OptionalDouble topP) {
        return new Command.Settings(temperature, topP, OptionalDouble.empty());
    }

    @Test
    void readsWhatAPlatformTookForEachParameter() {
        assertThat(
                        CommandLine.of(
                                Verb.SCENE,
                                Map.of("first", "alice", "second", "bob", "topic", "the cat")))
                .isEqualTo(CommandLine.parse("/scene alice bob about the cat"));
        assertThat(CommandLine.of(Verb.CONSENT, Map.of("answer", "yes")))
                .isEqualTo(CommandLine.parse("/consent yes"));
        assertThat(CommandLine.of(Verb.SETTINGS, Map.of("talkativeness", "2")))
                .isEqualTo(CommandLine.parse("/settings talkativeness 2"));
    }

    @ParameterizedTest
    @EnumSource
    void understandsItsOwnExamples(Verb verb) {
        assertThat(verb.example()).startsWith("/" + verb.word());
        assertThat(CommandLine.parse(verb.example())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/clon x | There is no command /clon. | Did you mean /clone? /help lists them all.",
                "/exit | There is no command /exit. | Did you mean /quit? /help lists them all.",
                "/dance | There is no command /dance. | /help lists them all.",
                "/ | There is no command /. | /help lists them all.",
                "/clone | /clone needs a name. | As in /clone alice.",
                "/stop now | /stop stands alone. | As in /stop.",
                "/temperature | /temperature needs one number. | As in /temperature 0.7.",
                "/top-p much | /top-p needs a number, not \"much\". | As in /top-p 0.9.",
                "/seed 1.5 | /seed needs a whole number, not \"1.5\". | As in /seed 7.",
                "/consent maybe | /consent takes yes or no. | As in /consent yes.",
                "/settings loud 3 | /settings takes a name and a number."
                        + " | As in /settings temperature 0.8.",
                "/scene alice 6 | /scene needs at least two names."
                        + " | As in /scene alice bob about the cat 6.",
            })
    void saysWhatIsWrongAndWhatWorks(String line, String problem, String remedy) {
        assertThatThrownBy(() -> CommandLine.parse(line))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> {
                            assertThat(error.problem()).isEqualTo(problem);
                            assertThat(error.remedy()).isEqualTo(remedy);
                        });
    }

    @Property(tries = 500)
    void anyLineIsReadOrRefusedForPeople(@ForAll String rest) {
        try {
            assertThat(CommandLine.parse("/" + rest)).isNotNull();
        } catch (UserError refused) {
            assertThat(refused.remedy()).isNotBlank();
        }
    }
}
