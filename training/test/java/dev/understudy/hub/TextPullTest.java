package dev.understudy.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextPullTest {
    private static final String PATH = "/karpathy/char-rnn/master/data/tinyshakespeare/input.txt";
    private static final Path SAMPLE =
            Path.of(System.getProperty("understudy.root"))
                    .resolve("../shared/samples/plain/tinyshakespeare_input.txt");

    @TempDir Path folder;
    private FakeHub server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeHub();
        server.serveAs("karpathy");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Pulled pull() {
        return new TextPull(new Home(folder), server.address(), server.hub().line())
                .run(PullListener.NONE);
    }

    @Test
    void bringsTheTextOnceAndGoesOnInTheMiddle() throws IOException {
        assumeTrue(Files.isRegularFile(SAMPLE), "tinyshakespeare is not at " + SAMPLE);
        server.put(PATH, Files.readAllBytes(SAMPLE));
        server.breakNext(PATH, FakeHub.cutAt(700_000));
        Path text = folder.resolve("texts/tinyshakespeare.txt");
        assertThat(pull()).isEqualTo(new Pulled(text, true));
        assertThat(text).hasSameBinaryContentAs(SAMPLE);
        assertThat(server.seen().getLast().header("Range")).isEqualTo("bytes=700000-");
        assertThat(pull()).isEqualTo(new Pulled(text, false));
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void refusesAnotherText() {
        server.put(PATH, FakeHub.bytes(1_115_394));
        assertThatThrownBy(this::pull)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("its hash is");
        assertThat(folder.resolve("texts/tinyshakespeare.txt")).doesNotExist();
    }

    @Test
    void saysWhereToPutItByHand() {
        assertThatThrownBy(this::pull).isInstanceOf(UserError.class).hasMessageContaining("(404)");
        server.close();
        assertThatThrownBy(this::pull)
                .isInstanceOfSatisfying(
                        UserError.class,
                        error ->
                                assertThat(error.remedy())
                                        .contains(
                                                PATH,
                                                folder.resolve("texts/tinyshakespeare.txt")
                                                        .toString()));
    }
}
