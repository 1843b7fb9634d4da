package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.util.List;
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
        assertThat(CommandLine.parse("/temperature 0.7")).isEqualTo(new Command.Temperature(0.7));
        assertThat(CommandLine.parse("/top-p .9")).isEqualTo(new Command.TopP(0.9));
        assertThat(CommandLine.parse("/seed -7")).isEqualTo(new Command.Seed(-7));
        assertThat(CommandLine.parse("/reset")).isEqualTo(new Command.Reset());
        assertThat(CommandLine.parse("/help")).isEqualTo(new Command.Help());
        assertThat(CommandLine.parse("/quit")).isEqualTo(new Command.Quit());
        assertThat(CommandLine.parse("/scene alice bob 4"))
                .isEqualTo(new Command.Scene(List.of("alice", "bob"), 4));
        assertThat(CommandLine.parse("/scene \"Eve Adams\" bob alice"))
                .isEqualTo(new Command.Scene(List.of("Eve Adams", "bob", "alice"), 6));
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
                "/scene alice 6 | /scene needs at least two names. | As in /scene alice bob 6.",
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
