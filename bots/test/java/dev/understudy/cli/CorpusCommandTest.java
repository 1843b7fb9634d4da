package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusCommandTest {
    private static final int MESSAGES = 600;

    @TempDir Path folder;

    @BeforeEach
    void importsAChat() throws IOException {
        Path chat = ToyHome.writeChat(folder.resolve("chat.txt"), MESSAGES);
        assertThat(run("import", chat.toString(), "--circle", "friends").exitCode()).isZero();
    }

    private Invocation run(String... arguments) {
        return Invocation.of(
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--home", folder.resolve("home").toString()))
                        .toArray(String[]::new));
    }

    private Invocation build(String... arguments) {
        return run(
                Stream.concat(
                                Stream.of("corpus", "build", "--circle", "friends", "--block=16"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private Path built() {
        return new Home(folder.resolve("home")).corpus("friends");
    }

    @Test
    void buildsShowsAndExports() throws IOException {
        Invocation build = build();
        assertThat(build.exitCode()).as(build.err()).isZero();
        assertThat(build.out())
                .contains("Messages                      600", "kept", "ALICE", "train ")
                .contains("The corpus is in " + built());
        assertThat(built()).isDirectoryContaining("glob:**/train.bin");

        Invocation show = run("corpus", "show", "--circle", "friends");
        assertThat(build.out()).startsWith(show.out());
        assertThat(show.out()).as("nobody's words").doesNotContain("kettle");
        assertThat(run("corpus", "show", "--circle", "friends", "--sample", "1").out())
                .contains("--- 1 of 1", "ALICE:\n", "kettle");

        Path lines = folder.resolve("friends.jsonl");
        Invocation export =
                run(
                        "corpus",
                        "export",
                        "--folder",
                        built().toString(),
                        "--format",
                        "jsonl",
                        "--out",
                        lines.toString());
        assertThat(export.out()).isEqualTo("Wrote 2 conversations to " + lines + ".\n");
        assertThat(Files.readAllLines(lines)).hasSize(2).allMatch(line -> line.contains("turns"));
        assertThat(folder).isDirectoryNotContaining("glob:**/*.part");
    }

    @Test
    void theSameSettingsGiveTheSameBytesInAnyFolder() throws IOException {
        Path other = folder.resolve("other");
        assertThat(build().exitCode()).isZero();
        assertThat(build("--out", other.toString()).exitCode()).isZero();
        for (String name : List.of("train.bin", "val.bin", "tokenizer.json", "corpus.json")) {
            assertThat(other.resolve(name)).hasSameBinaryContentAs(built().resolve(name));
        }
    }

    @Test
    void aDryRunLeavesNothing() {
        Invocation dry = build("--dry-run", "--ceiling=50%");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("train ").doesNotContain("The corpus is in");
        assertThat(built()).doesNotExist();
        assertThat(built().resolveSibling("friends.preview")).doesNotExist();
    }

    @Test
    void writesOverNothingButACorpus() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("mine")).resolve("x"), "keep");
        Invocation refused = build("--out", folder.resolve("mine").toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("holds other files", "--out");
        assertThat(folder.resolve("mine")).isDirectoryNotContaining("glob:**/*.bin");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(run("corpus", "show", "--circle", "friends").err())
                .contains("has no corpus yet", "corpus build --circle friends");
        assertThat(run("corpus", "show").err()).contains("--circle or a --folder");
        assertThat(build().exitCode()).isZero();
        assertThat(
                        run(
                                        "corpus",
                                        "export",
                                        "--circle",
                                        "friends",
                                        "--part",
                                        "test",
                                        "--out",
                                        folder.resolve("x").toString())
                                .err())
                .contains("no test part", "--test-share");
        assertThat(build("--ceiling=0%").exitCode()).isEqualTo(2);
        assertThat(build("--ceiling=20%").err()).contains("3 people speak");
    }

    @ParameterizedTest
    @ValueSource(strings = {"build", "show", "export"})
    void explainsEachCommandWithAnExample(String command) throws IOException {
        Invocation help = Invocation.of("corpus", command, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("\nExample:\n");
        Snapshot.assertMatches("help_corpus_" + command + ".txt", help.out());
    }

    @Test
    void plantedSecretsAreNeitherToldNorLoggedNorLearnt() throws IOException {
        List<String> secrets =
                List.of(
                        "dora@example.org",
                        "4111 1111 1111 1111",
                        "hunter2-Xy77",
                        "ghp_" + "a1B2".repeat(9));
        List<String> before = List.of("write to ", "card ", "password: ", "the token is ");
        StringBuilder chat = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            chat.append(i % 3 == 0 ? "DORA:\n" : "EMIL:\n");
            chat.append(before.get(i % 4)).append(secrets.get(i % 4)).append("\n\n");
        }
        Path file = Files.writeString(folder.resolve("secrets.txt"), chat);
        Path broken = folder.resolve("broken.json");
        Files.writeString(
                broken,
                "{\"type\": \"private_group\", \"id\": 1, \"messages\": [{\"id\": 1, \"text\": \""
                        + String.join(" ", secrets));
        List<Invocation> all =
                List.of(
                        run("import", file.toString(), "--circle", "family"),
                        run("import", broken.toString(), "--circle", "family"),
                        run("people", "--circle", "family"),
                        run("stats", "--circle", "family", "--json"),
                        run("corpus", "build", "--circle", "family", "--block=16"),
                        run("corpus", "show", "--circle", "family", "--sample=2"),
                        run("people", "forget", "dora", "--yes", "--circle", "family"));
        assertThat(all.get(4).out()).contains("Private data replaced: ");
        assertThat(all.get(5).out()).contains("[email]");
        Path log = folder.resolve("home/logs/understudy.log");
        assertThat(log).as("what was refused is in it").isNotEmptyFile();
        for (String secret : secrets) {
            assertThat(Files.readString(log)).doesNotContain(secret);
            assertThat(all).noneMatch(one -> (one.out() + one.err()).contains(secret));
        }
    }
}
