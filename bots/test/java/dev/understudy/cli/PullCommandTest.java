package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullCommandTest {
    @TempDir Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private Invocation understudy(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--home", home().toString()));
        return Invocation.of(all.toArray(String[]::new));
    }

    /// A model that has learned nothing, as a hub keeps it.
    private LoopbackHub hub() throws IOException {
        Path remote = Files.createDirectories(folder.resolve("remote"));
        try (Gpt2 model = Gpt2.random(new Gpt2Config(257, 64, 16, 1, 2, 256), 1);
                Tokenizer characters =
                        Tokenizer.of(
                                VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS))) {
            model.save(remote);
            characters.saveTo(remote);
        }
        return new LoopbackHub(remote);
    }

    @Test
    void bringsAModelThatCanBeUsedAtOnce() throws IOException {
        try (LoopbackHub hub = hub()) {
            hub.goOn();
            Path place = home().resolve("base/gpt2");
            Invocation first = understudy("pull", "gpt2", "--hub", hub.address() + "/");
            assertThat(first)
                    .isEqualTo(
                            new Invocation(
                                    0,
                                    """
                                    gpt2 is in %s.
                                    Use it: understudy generate --model gpt2 \
                                    --prompt "Once upon a time"
                                    """
                                            .formatted(place),
                                    ""));
            Invocation second = understudy("pull", "gpt2", "--hub", "http://127.0.0.1:1");
            assertThat(second.out()).startsWith("gpt2 is there already, in " + place + ".\n");
            assertThat(hub.ranges()).containsExactly("null");
        }
        Invocation written =
                understudy("generate", "--model", "gpt2", "--prompt", "Once", "--length=5");
        assertThat(written.exitCode()).as(written.err()).isZero();
        assertThat(written.out()).isNotBlank();
    }

    @Test
    void goesOnAfterBeingKilled() throws IOException, InterruptedException {
        Path part = home().resolve("base/gpt2.unfinished/model.safetensors.part");
        try (LoopbackHub hub = hub()) {
            try (OwnProcess pull =
                    new OwnProcess(
                            folder.resolve("err.txt"),
                            "pull",
                            "gpt2",
                            "--hub",
                            hub.address(),
                            "--home",
                            home().toString())) {
                pull.runUntil(() -> size(part) > 0);
                pull.kill();
            }
            assertThat(home().resolve("base/gpt2")).doesNotExist();
            long before = size(part);
            hub.goOn();
            Invocation again = understudy("pull", "gpt2", "--hub", hub.address());
            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(hub.ranges()).containsExactly("null", "bytes=" + before + "-");
            assertThat(home().resolve("base/gpt2/model.safetensors"))
                    .hasSameBinaryContentAs(folder.resolve("remote/model.safetensors"));
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void saysWhatToDoByHandWhenNobodyAnswers() {
        Invocation model = understudy("pull", "gpt2", "--hub", "http://127.0.0.1:1");
        assertThat(model.exitCode()).isEqualTo(1);
        assertThat(model.err())
                .isEqualTo(
                        """
                        127.0.0.1 cannot be reached: it refuses the connection.
                        Run the same command later, it goes on where it stopped; or put \
                        config.json, \
                        tokenizer.json and model.safetensors of openai-community/gpt2 into \
                        %s by hand.
                        """
                                .formatted(home().resolve("base/gpt2")));
        Invocation text = understudy("pull", "tinyshakespeare", "--texts", "http://127.0.0.1:1");
        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.err())
                .hasLineCount(2)
                .contains(
                        "tinyshakespeare/input.txt",
                        home().resolve("texts/tinyshakespeare.txt").toString());
    }

    @Test
    void refusesWhatIsMistyped() {
        assertThat(understudy("pull", "gtp2"))
                .extracting(Invocation::exitCode, Invocation::err)
                .containsExactly(
                        2,
                        """
                        "gtp2" names no model that can be pulled.
                        Did you mean gpt2? Choose distilgpt2, gpt2, gpt2-large, gpt2-medium, \
                        gpt2-xl, or a repository as owner/name or owner/name@revision.
                        """);
        assertThat(understudy("pull", "gpt2", "--hub", "huggingface.co"))
                .extracting(Invocation::exitCode, Invocation::err)
                .containsExactly(
                        2,
                        """
                        --hub is "huggingface.co"; accepted: a web address.
                        Write it as in https://huggingface.co.
                        """);
    }
}
