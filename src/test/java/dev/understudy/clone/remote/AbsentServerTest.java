package dev.understudy.clone.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.RemoteSettings.Times;
import dev.understudy.clone.voice.Voice;
import dev.understudy.sampling.Sampling;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that is slow, busy or away.
@Timeout(60)
class AbsentServerTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration NEVER = Alice.NEVER;

    @TempDir private static Path folder;

    private FakeCompletions server;

    @BeforeEach
    void open() throws IOException {
        server = new FakeCompletions();
        Alice.checkpoint(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Voice voice(Times times, Circuit.Pace pace) {
        return Alice.voice(folder, server.url(), times, pace);
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() {
        server.answering((_, wire) -> wire.hang());
        try (Voice voice = voice(new Times(NEVER, SOON, NEVER, NEVER), Alice.EAGER)) {
            assertThatThrownBy(() -> Alice.says(voice))
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessage("The engine's server said nothing for 100 ms.");
        }
    }

    /// Comments keep a connection, and are no token.
    @Test
    void aServerThatOnlyKeepsTheLineIsGivenUp() {
        server.answering((_, wire) -> keepLine(wire.begin()));
        try (Voice voice = voice(new Times(NEVER, SOON, NEVER, NEVER), Alice.EAGER)) {
            assertThatThrownBy(() -> Alice.says(voice)).hasMessageContaining("said nothing for");
        }
    }

    /// Sends comments until nobody is there.
    private static void keepLine(FakeCompletions.Wire wire) throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try {
            do {
                wire.raw(":\n\n");
            } while (!never.await(5, TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    @Test
    void aServerThatFallsSilentInTheMiddleIsGivenUp() {
        server.answering((_, wire) -> wire.begin().say("And then").hang());
        StringBuilder heard = new StringBuilder();
        try (Voice voice = voice(new Times(NEVER, NEVER, SOON, NEVER), Alice.EAGER)) {
            assertThatThrownBy(() -> Alice.says(voice, "hi", Sampling.DEFAULT, heard::append))
                    .hasMessage("The engine's server said nothing more for 100 ms.");
        }
        assertThat(heard).hasToString("And then");
        assertThat(server.requests()).as("what was heard is not said again").hasSize(1);
    }

    @Test
    void aReplyHasAnEndHoweverItIsDrawnOut() {
        server.answering((_, wire) -> wire.begin().say("Once").hang());
        try (Voice voice = voice(new Times(NEVER, NEVER, NEVER, SOON), Alice.EAGER)) {
            assertThatThrownBy(() -> Alice.says(voice))
                    .hasMessage("The engine's server took too long for a whole reply.");
        }
    }

    @Test
    void aServerThatTakesNoConnectionIsGivenUp() throws IOException {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, queue);
            URI url = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/v1");
            Times times = new Times(SOON, NEVER, NEVER, NEVER);
            try (Voice voice = Alice.voice(folder, url, times, Alice.EAGER)) {
                assertThatThrownBy(() -> Alice.says(voice))
                        .hasMessage("The engine's server takes no connection in time.");
            }
        } finally {
            for (Socket waiting : queue) {
                waiting.close();
            }
        }
    }

    /// Until nobody else can come in.
    private static void fill(ServerSocket server, List<Socket> queue) throws IOException {
        while (queue.size() < 20) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(
                        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void aBusyServerIsAskedAgain(int status) {
        server.answering(
                (_, wire) -> {
                    if (server.requests().size() < 3) {
                        wire.status(status);
                    } else {
                        wire.reply("now");
                    }
                });
        try (Voice voice = voice(Alice.PATIENT, Alice.EAGER)) {
            assertThat(Alice.says(voice)).isEqualTo("now");
        }
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().stream().distinct()).as("the same request").hasSize(1);
    }

    @Test
    void aServerThatStaysBusyIsAskedAFewTimes() {
        server.answering((_, wire) -> wire.status(503));
        try (Voice voice = voice(Alice.PATIENT, Alice.EAGER)) {
            assertThatThrownBy(() -> Alice.says(voice))
                    .hasMessage("The engine's server answers 503.");
        }
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aServerThatIsAwayIsTold() {
        URI url = server.url();
        server.close();
        try (Voice voice = Alice.voice(folder, url, Alice.PATIENT, Alice.EAGER)) {
            assertThatThrownBy(voice::warmUp)
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessage("The engine's server refuses the connection.");
            assertThatThrownBy(() -> Alice.says(voice))
                    .hasMessage("The engine's server refuses the connection.");
        }
    }

    @Test
    void aServerThatFailsOverAndOverIsLeftAlone() {
        server.answering((_, wire) -> wire.status(503));
        Circuit.Pace strict = new Circuit.Pace(1, Duration.ofMillis(1), 2, NEVER);
        try (Voice voice = voice(Alice.PATIENT, strict)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> Alice.says(voice)).hasMessageContaining("answers 503");
            }
            server.answering((_, wire) -> wire.reply("too late"));
            assertThatThrownBy(() -> Alice.says(voice))
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessage(
                            "The engine's server failed 2 times in a row, and is left alone for"
                                    + " 3600 s.");
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aServerThatWasLeftAloneIsTriedAgainAndHeard() {
        server.answering((_, wire) -> wire.status(503));
        Circuit.Pace brief = new Circuit.Pace(1, Duration.ofMillis(1), 1, Duration.ofMillis(20));
        try (Voice voice = voice(Alice.PATIENT, brief)) {
            assertThatThrownBy(() -> Alice.says(voice)).hasMessageContaining("answers 503");
            server.answering((_, wire) -> wire.reply("back"));
            String said = "";
            while (said.isEmpty()) { // as long as it is left alone
                said = sayUnlessResting(voice);
            }
            assertThat(said).isEqualTo("back");
            assertThat(Alice.says(voice)).as("from then on as before").isEqualTo("back");
        }
        assertThat(server.requests()).hasSize(3);
    }

    private static String sayUnlessResting(Voice voice) {
        try {
            return Alice.says(voice);
        } catch (RemoteFailure resting) {
            assertThat(resting).hasMessageContaining("is left alone");
            Thread.onSpinWait();
            return "";
        }
    }

    @Test
    void liesDoNotOpenTheCircuit() {
        Circuit.Pace strict = new Circuit.Pace(1, Duration.ofMillis(1), 1, NEVER);
        try (Voice voice = voice(Alice.PATIENT, strict)) {
            server.answering((_, wire) -> wire.begin().event("{"));
            assertThatThrownBy(() -> Alice.says(voice)).hasMessageContaining("no JSON");
            server.answering((_, wire) -> wire.reply("hello"));
            assertThat(Alice.says(voice)).isEqualTo("hello");
        }
    }

    @Test
    void whoeverIsInterruptedBeforeTheFirstTokenGoesAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.answering(
                (_, wire) -> {
                    asked.countDown();
                    wire.hang();
                });
        interrupt(Alice.EAGER, asked);
    }

    @Test
    void whoeverIsInterruptedInTheMiddleGoesAtOnce() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        server.answering((_, wire) -> keepLine(wire.begin().say("And")));
        interrupt(Alice.EAGER, heard);
    }

    @Test
    void whoeverIsInterruptedBetweenTwoTriesGoesAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.answering(
                (_, wire) -> {
                    wire.status(503);
                    asked.countDown();
                });
        interrupt(new Circuit.Pace(3, NEVER, 9, NEVER), asked);
    }

    /// Interrupts a thread that waits for a reply, once `asked` is counted down.
    private void interrupt(Circuit.Pace pace, CountDownLatch asked) throws Exception {
        try (Voice voice = voice(Alice.PATIENT, pace)) {
            FutureTask<Boolean> asking = new FutureTask<>(() -> isStopped(voice, asked));
            Thread thread = Thread.ofVirtual().start(asking);
            asked.await();
            thread.interrupt();
            assertThat(asking.get()).as("still interrupted").isTrue();
        }
    }

    /// Whether the thread is interrupted afterwards.
    private static boolean isStopped(Voice voice, CountDownLatch asked) {
        Listener listener = _ -> asked.countDown();
        assertThatThrownBy(() -> Alice.says(voice, "hi", Sampling.DEFAULT, listener))
                .isInstanceOf(RemoteFailure.class)
                .hasMessage("The reply was stopped before it was said.");
        return Thread.currentThread().isInterrupted();
    }
}
