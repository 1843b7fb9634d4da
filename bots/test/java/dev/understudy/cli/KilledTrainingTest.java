package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.finetune.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training that ends in the middle and goes on later computes what one without a break does:
/// with real processes that are really killed.
class KilledTrainingTest {
    /// Seconds of work, so that the process is still at it when it has saved twice.
    private static final String STEPS = "--steps=300";

    @TempDir static Path shared;
    private static Path chat;
    private static ToyHome whole;

    @TempDir Path folder;
    private ToyHome broken;

    @BeforeAll
    static void trainWithoutABreak() throws IOException {
        chat = ToyHome.writeChat(shared.resolve("chat.txt"), 400);
        whole = new ToyHome(shared.resolve("whole"));
        whole.importChat(chat);
        whole.train(STEPS, "--dropout=0.1");
    }

    @BeforeEach
    void importChat() {
        broken = new ToyHome(folder.resolve("broken"));
        broken.importChat(chat);
    }

    private OwnProcess training(String steps) throws IOException, InterruptedException {
        OwnProcess training =
                new OwnProcess(folder.resolve("err.txt"), broken.training(steps, "--dropout=0.1"));
        training.runUntil(this::hasSavedTwice);
        return training;
    }

    private boolean hasSavedTwice() {
        if (!Files.isDirectory(broken.run())) {
            return false;
        }
        try (Stream<Path> entries = Files.list(broken.run())) {
            return entries.map(entry -> entry.getFileName().toString())
                    .anyMatch(name -> name.matches("checkpoint-\\d*[2-9]0"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Resumes, and compares with a run of the same steps that nothing interrupted.
    private void assertGoesOnAsIfNothingHadHappened() throws IOException {
        assertThat(TrainingRun.isInterrupted(broken.run())).isTrue();
        Invocation unaware = Invocation.of(broken.training(STEPS));
        assertThat(unaware.exitCode()).isEqualTo(1);
        assertThat(unaware.err()).contains("was interrupted", "--resume").hasLineCount(2);
        assertThat(broken.run().resolve("report.html")).content().contains("Stopped; ");

        Invocation resumed = Invocation.of(broken.inCircle("train", "--resume"));
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(broken.metrics()).hasSize(300 + 15 + 1).isEqualTo(whole.metrics());
        assertThat(broken.model("0001").resolve("model.safetensors"))
                .hasSameBinaryContentAs(whole.model("0001").resolve("model.safetensors"));
        assertThat(TrainingRun.isInterrupted(broken.run())).isFalse();
    }

    @Test
    void killedItGoesOnFromTheLastCheckpoint() throws Exception {
        try (OwnProcess training = training(STEPS)) {
            training.kill();
        }
        assertThat(broken.run().resolve("report.html"))
                .as("what tells that it was killed is its age")
                .content()
                .contains("data-running=\"true\"", "No news since", "--resume");
        assertGoesOnAsIfNothingHadHappened();
    }

    @Test
    void askedToEndItSavesAndSaysHowToGoOn() throws Exception {
        try (OwnProcess training = training(STEPS)) {
            Invocation stopped = training.stop();
            assertThat(stopped.exitCode()).isEqualTo(128 + 15);
            assertThat(stopped.err())
                    .containsPattern("Stopped after step \\d+; go on with --resume\\.\n$");
        }
        assertGoesOnAsIfNothingHadHappened();
    }

    @Test
    void killedWhenItsModelHadGoneLiveItIsOver() throws IOException {
        Path best = broken.run(chat, 12).best();
        assertThat(TrainingRun.isInterrupted(broken.run())).isTrue();
        Files.move(best, folder.resolve("live"));
        assertThat(TrainingRun.isInterrupted(broken.run())).isFalse();
        broken.train("--steps=20");
        assertThat(broken.model("0001")).isDirectory();
    }

    @Test
    void aSecondTrainingIsTurnedAwayAndAnImportIsNot() throws Exception {
        try (OwnProcess _ = training("--steps=1000000")) {
            for (String[] other :
                    new String[][] {
                        broken.training(STEPS),
                        broken.training(STEPS, "--fresh"),
                        broken.inCircle("train", "--resume")
                    }) {
                assertThat(Invocation.of(other))
                        .isEqualTo(
                                new Invocation(
                                        1,
                                        "",
                                        """
                                        friends is being trained by another process.
                                        Wait for it to end.
                                        """));
            }
            assertThat(Invocation.of(broken.inCircle("import", chat.toString())).exitCode())
                    .isZero();
            Invocation report = Invocation.of(broken.inCircle("report"));
            assertThat(report.out())
                    .isEqualTo("The report is %s/report.html.\n".formatted(broken.run()));
            assertThat(report.err()).contains("draws the report itself").hasLineCount(1);
            assertThat(broken.run().resolve("report.html")).content().contains("\"running\"");
        }
        assertThat(TrainingRun.isInterrupted(broken.run())).isTrue();
        assertThat(broken.messages()).isEqualTo(400);
    }
}
