package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

class UnderstudyTest {
    static Stream<String> commands() {
        return Arrays.stream(Understudy.class.getAnnotation(Command.class).subcommands())
                .map(command -> command.getAnnotation(Command.class).name());
    }

    @Test
    void showsAMenuWhenNothingIsTyped() throws IOException {
        Invocation menu = Invocation.of();
        assertThat(menu.exitCode()).isZero();
        Snapshot.assertMatches("menu.txt", menu.out());
    }

    @Test
    void explainsItself() throws IOException {
        Invocation help = Invocation.of("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(Invocation.of("help")).isEqualTo(help);
        Snapshot.assertMatches("help.txt", help.out());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explainsEveryCommandWithAnExample(String command) throws IOException {
        Invocation help = Invocation.of("help", command);
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("\nExample:\n");
        assertThat(Invocation.of(command, "--help")).isEqualTo(help);
        Snapshot.assertMatches("help_" + command + ".txt", help.out());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void completesEveryCommandInTheShell(String command) {
        assertThat(Invocation.of("completion").out()).contains(command);
    }

    @Test
    void statesItsVersionAndTheJavaItRunsOn() {
        assertThat(Invocation.of("--version").out())
                .startsWith("Understudy ")
                .contains("Java " + Runtime.version());
    }

    @Test
    void answersAnUnknownCommandWithTheNearest() {
        assertThat(Invocation.of("completoin"))
                .isEqualTo(
                        new Invocation(
                                2,
                                "",
                                """
                                There is no command "completoin".
                                Did you mean completion? See: understudy --help
                                """));
        assertThat(Invocation.of("help", "hlp").err()).contains("Did you mean help?");
        assertThat(Invocation.of("nonsense").err())
                .isEqualTo("There is no command \"nonsense\".\nSee: understudy --help\n");
    }

    @Test
    void answersAnUnknownOptionWithTheNearest() {
        assertThat(Invocation.of("completion", "--hme=x"))
                .isEqualTo(
                        new Invocation(
                                2,
                                "",
                                """
                                understudy completion has no option --hme.
                                Did you mean --home? See: understudy completion --help
                                """));
    }

    @Test
    void answersAMissingValueAndAnExtraWord() {
        assertThat(Invocation.of("--home").err())
                .startsWith("Missing required parameter for option '--home'")
                .hasLineCount(2);
        assertThat(Invocation.of("completion", "extra"))
                .extracting(Invocation::exitCode, Invocation::err)
                .containsExactly(
                        2,
                        """
                        understudy completion has no use for "extra".
                        Leave it out. See: understudy completion --help
                        """);
    }
}
