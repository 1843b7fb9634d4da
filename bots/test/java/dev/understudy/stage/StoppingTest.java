package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.live.Policy;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.door.Heard.Address;
import dev.understudy.stage.door.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is under way when somebody says stop, asks for something else, or the bots leave.
class StoppingTest {
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore allowed = new Semaphore(0);

    @TempDir private Path folder;
    private Hall hall;

    @BeforeEach
    void open() {
        hall = hall(Policy.OPT_OUT);
    }

    @AfterEach
    void close() {
        allowed.release(1000);
        hall.close();
    }

    /// Its model waits to be allowed each reply.
    private Hall hall(Policy consent) {
        return new Hall(
                folder.resolve(consent.name()),
                consent,
                _ -> {
                    asked.release();
                    allowed.acquireUninterruptibly();
                    return "yes";
                });
    }

    private CompletableFuture<Answer> asksMeanwhile(String line) {
        return CompletableFuture.supplyAsync(
                () -> hall.asks("Ben", line), Executors.newVirtualThreadPerTaskExecutor());
    }

    private void letAllSpeakAndLeave() {
        allowed.release(1000);
        hall.stage.close();
    }

    @Test
    void anybodysStopEndsASceneWhetherTheyAgreedOrNot() {
        hall.close();
        hall = hall(Policy.OPT_IN);
        hall.asks("Alice", "/consent yes");
        hall.asks("Bob", "/consent yes");
        hall.asks("Mia", "/scene alice bob 20");
        allowed.release();
        hall.door.next();
        asked.acquireUninterruptibly(2);
        hall.says("Passerby", "Stop!");
        letAllSpeakAndLeave();
        assertThat(hall.door.rest()).isEmpty();
        assertThat(hall.kept()).isEmpty();
    }

    @Test
    void aSceneThatHasNotBegunCanBeStopped() {
        CompletableFuture<Answer> first = asksMeanwhile("/say eve");
        asked.acquireUninterruptibly();
        hall.asks("Mia", "/scene alice bob 20");
        hall.says("Mia", "stop");
        letAllSpeakAndLeave();
        assertThat(first.join().text()).isEqualTo("Eve Adams's clone would rather say nothing.");
        assertThat(hall.door.rest()).isEmpty();
    }

    @Test
    void afterAStopClonesAnswerAgain() {
        hall.asks("Mia", "/clone alice");
        hall.says("Mia", "stop");
        hall.says("Mia", "alice?", Address.MENTION);
        allowed.release();
        assertThat(hall.door.next().text()).isEqualTo("yes");
    }

    @Test
    void aClonesLineNeedNotWaitForTheEndOfAScene() {
        hall.asks("Mia", "/scene alice bob 20");
        asked.acquireUninterruptibly();
        CompletableFuture<Answer> said = asksMeanwhile("/say eve");
        CompletableFuture<Answer> waiting = said.copy();
        while (!waiting.isDone()) {
            allowed.release();
            assertThat(hall.door.next()).isNotNull();
        }
        assertThat(said.join().text()).isEqualTo("Eve Adams's clone has spoken.");
        hall.asks("Mia", "/stop");
    }

    @Test
    void oneSceneIsPlayedAtATime() {
        hall.asks("Mia", "/scene alice bob 20");
        assertThat(hall.asks("Ben", "/scene bob eve 3").text())
                .startsWith("A scene is being played here already.");
        hall.asks("Ben", "/stop");
    }

    @Test
    void whoSpeaksToACloneDuringASceneIsAnswered() {
        hall.asks("Mia", "/clone eve");
        hall.asks("Mia", "/scene alice bob 2");
        asked.acquireUninterruptibly();
        hall.says("Mia", "eve?", Address.MENTION);
        allowed.release(3);
        List<String> names =
                IntStream.range(0, 3).mapToObj(_ -> hall.door.next().line().who().name()).toList();
        assertThat(names)
                .containsExactlyInAnyOrder("Alice (clone)", "Bob (clone)", "Eve Adams (clone)");
    }

    @Test
    void whatThePlatformDoesNotTakeIsTold() {
        allowed.release(2);
        hall.door.refuse(Optional.of(Refused.Reason.FORBIDDEN));
        assertThat(hall.asks("Mia", "/say alice").text()).startsWith("I may not speak here.");
        assertThat(hall.audit().getFirst().outcome()).isEqualTo("failed");
    }

    @Test
    void nobodySpeaksWhenTheStageIsSilent() {
        allowed.release(10);
        hall.asks("Mia", "/clone alice");
        hall.stage.fallSilent();
        assertThat(hall.asks("Mia", "/say alice").text()).startsWith("The clones are busy.");
        hall.says("Mia", "still there?", Address.MENTION);
        assertThat(hall.kept()).containsExactly("still there?");
        hall.stage.close();
        assertThat(hall.door.rest()).isEmpty();
    }
}
