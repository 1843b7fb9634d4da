package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.OwnProcess;
import dev.understudy.cli.Understudy;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `/retrain`: `understudy serve` in one process, and the training that it begins in another.
class RetrainingTest {
    /// Whoever says one thing in their life repeats it.
    private static final String LENIENT =
            """
            gates: {repetition: 100%, copies: 100%, over-chance: 0, loss-margin: 50%,
                friend-loss-margin: 50%, attribution-margin: 100%, empty: 100%}
            """;

    @TempDir private Path folder;
    private Premises premises;
    private Home home;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        premises =
                new Premises(
                        folder.resolve("home"),
                        "family: {telegram: [%d], consent: opt-out}".formatted(Premises.GROUP));
        home = new Home(premises.home());
        Files.writeString(
                home.folder().resolve(ConfigurationFile.NAME),
                "operators: [telegram:user11]\nnotices: telegram:%d\n".formatted(Premises.GROUP)
                        + LENIENT,
                StandardOpenOption.APPEND);
        TinyModel.train(premises.home(), "family", "DORA", "EMIL");
    }

    @AfterEach
    void close() {
        premises.close();
    }

    private OwnProcess serve() throws IOException, InterruptedException {
        return Premises.onStage(
                new OwnProcess(
                        folder.resolve("err"),
                        Premises.tokens(),
                        OwnProcess.java(
                                Understudy.class, "serve", "--home", home.folder().toString())));
    }

    private boolean isTold(String words) {
        return premises.sent(Premises.GROUP).stream().anyMatch(text -> text.contains(words));
    }

    private void tellAndAwait(String command, String answer) throws InterruptedException {
        premises.tells(Premises.GROUP, 11, command);
        Premises.await(() -> isTold(answer));
    }

    private Optional<String> live() {
        return new Models(home.model("family")).live().map(Path::getFileName).map(Path::toString);
    }

    @Test
    void aVersionIsTrainedAndJudgedWhileTheClonesAreOnStageAndSpeaksNext() throws Exception {
        try (OwnProcess bots = serve()) {
            tellAndAwait("/clone dora", "on stage");
            premises.tells(Premises.GROUP, 12, "/retrain");
            Premises.await(() -> isTold("is for operators"));
            premises.tells(Premises.GROUP, 12, "dora, is the kettle on?");
            tellAndAwait("/retrain", "A training of family is asked for.");
            Premises.await(() -> isTold("Training of family: "));
            assertThat(live()).as("%s", premises.sent(Premises.GROUP)).contains("0002");
            Premises.await(this::isPlayed);
            premises.tells(Premises.GROUP, 12, "@stage_bot is the kettle on?");
            Premises.await(() -> isTold("DORA (clone)"));
            assertThat(bots.stop().exitCode()).isEqualTo(128 + 15);
        }
        assertThat(ModelCard.read(home.model("family").resolve("0002")).gates())
                .isNotEmpty()
                .allMatch(ModelCard.Gate::passed);
        String words = Files.readString(home.run("family").resolve("training.log"));
        assertThat(words).doesNotContain(Premises.tokens().values());
        assertThat(TrainingRun.isInterrupted(home.run("family"))).isFalse();
    }

    private boolean isPlayed() {
        premises.tells(Premises.GROUP, 11, "/status");
        return isTold("Model: family@0002");
    }

    @Test
    void oneThatTheBotsLeaveSavesAndIsGoneOnWithWhenTheyAreBack() throws Exception {
        Path plan = home.model("family").resolve("0001/run.json");
        String longer =
                Files.readString(plan).replace("\"steps\" : \"60\"", "\"steps\" : \"1200\"");
        assertThat(longer).contains("1200");
        Files.writeString(plan, longer);
        try (OwnProcess bots = serve()) {
            premises.tells(Premises.GROUP, 12, "dora, is the kettle on?");
            tellAndAwait("/retrain", "A training of family is asked for");
            Premises.await(this::isUnderWay);
            tellAndAwait("/retrain", "family is being trained already: step ");
            bots.stop();
        }
        Premises.await(() -> home.tryLockRun("family").map(RetrainingTest::released).isPresent());
        assertThat(TrainingRun.isInterrupted(home.run("family"))).isTrue();
        assertThat(live()).contains("0001");
        try (OwnProcess bots = serve()) {
            Premises.await(() -> isTold("Training of family: "));
            bots.stop();
            assertThat(premises.sent(Premises.GROUP))
                    .anyMatch(text -> text.contains("Training of family: family@0002 "));
        }
    }

    private boolean isUnderWay() {
        premises.tells(Premises.GROUP, 11, "/status");
        return isTold(" left.");
    }

    private static boolean released(Home.Lock lock) {
        lock.close();
        return true;
    }
}
