package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Place;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether a clone can be seen typing. Typing in another channel tells that enough time went by for
/// it to be seen in the first one, too.
class TypingTest {
    private static final Channel ELSEWHERE = new Channel(Platform.DISCORD, "8", "random");
    private static final int OFTEN = 5;

    /// Long messages of a slow friend: every pause before the next one is one of seconds.
    private static final double SLOW = 5;

    private static final String BURST = ("roses are red ".repeat(3) + "\n").repeat(5).strip();

    private final Semaphore allowed = new Semaphore(0);

    @TempDir private Path folder;
    private Hall hall;

    @BeforeEach
    void open() {
        hall = hall(0);
    }

    @AfterEach
    void close() {
        allowed.release(1000);
        hall.close();
    }

    /// Its model waits to be allowed each reply.
    private Hall hall(double pace) {
        return new Hall(
                folder.resolve("pace-" + pace),
                Policy.OPT_OUT,
                _ -> {
                    allowed.acquireUninterruptibly();
                    return BURST;
                },
                Hall.manners(pace, false));
    }

    private CompletableFuture<Answer> asksMeanwhile(Channel channel, String line) {
        return CompletableFuture.supplyAsync(
                () -> hall.asks(new Place(channel, "42"), "Ben", line),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    /// What had begun before may still be seen once.
    private void nobodyTypesAnyMore() {
        CompletableFuture<Answer> other = asksMeanwhile(ELSEWHERE, "/say bob");
        int seen = 1;
        for (int i = 0; i < 100 && seen > 0; i++) {
            hall.door.timesTyped(Hall.CHANNEL);
            hall.door.awaitTyping(ELSEWHERE, OFTEN);
            seen = hall.door.timesTyped(Hall.CHANNEL);
        }
        assertThat(seen).isZero();
        hall.asks(new Place(ELSEWHERE, "42"), "Ben", "/stop");
        allowed.release(2);
        other.join();
    }

    @Test
    void aCloneTypesAsLongAsTheModelSpeaksAndNotAfterItsLine() {
        CompletableFuture<Answer> said = asksMeanwhile(Hall.CHANNEL, "/say alice");
        hall.door.awaitTyping(Hall.CHANNEL, OFTEN);
        allowed.release();
        said.join();
        assertThat(hall.door.rest()).hasSize(5);
        assertThat(hall.door.timesTyped(Hall.CHANNEL)).isZero();
        nobodyTypesAnyMore();
    }

    @Test
    void aCloneTypesAsLongAsThePauseBeforeItsNextMessageAndNotAfterAStop() {
        hall.close();
        hall = hall(SLOW);
        allowed.release();
        CompletableFuture<Answer> said = asksMeanwhile(Hall.CHANNEL, "/say alice");
        hall.door.next();
        hall.door.awaitTyping(Hall.CHANNEL, 1);
        hall.says("Mia", "stop");
        said.join();
        nobodyTypesAnyMore();
    }

    @Test
    void aStopIsSeenAtOnceThoughTheModelIsStillReading() {
        CompletableFuture<Answer> said = asksMeanwhile(Hall.CHANNEL, "/say alice");
        hall.door.awaitTyping(Hall.CHANNEL, 1);
        hall.says("Mia", "stop");
        nobodyTypesAnyMore();
        said.join();
    }
}
