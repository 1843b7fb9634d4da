package dev.understudy.clone.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.RemoteSettings.Times;
import dev.understudy.clone.voice.Voice;
import dev.understudy.sampling.Sampling;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A reply that is over for us is over for the server, which computes it in vain otherwise: it sees
/// the end of the connection while it still has more to say.
@Timeout(60)
class CutLineTest {
    private static final String MODELS =
            """
            HTTP/1.1 200 OK
            Content-Type: application/json
            Connection: close

            {"data":[{"id":"friends@0001"}]}
            """;

    private static final String STREAM =
            """
            HTTP/1.1 200 OK
            Content-Type: text/event-stream

            """;

    @TempDir private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Alice.checkpoint(folder);
    }

    private static String piece(String text) {
        return "data: {\"model\":\"friends@0001\",\"choices\":[{\"text\":\"%s\"}]}\n\n"
                .formatted(text);
    }

    /// Says one piece, and waits for the caller to go.
    private static final class Patient implements Closeable {
        private final ServerSocket door = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        private final CountDownLatch cut = new CountDownLatch(1);
        private final String text;

        Patient(String text) throws IOException {
            this.text = text;
            Thread.ofVirtual().start(this::open);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + door.getLocalPort() + "/v1");
        }

        private void open() {
            while (!door.isClosed()) {
                try {
                    Socket caller = door.accept();
                    Thread.ofVirtual().start(() -> serve(caller));
                } catch (IOException over) {
                    return;
                }
            }
        }

        private void serve(Socket caller) {
            try (caller) {
                InputStream in = caller.getInputStream();
                OutputStream out = caller.getOutputStream();
                boolean models = in.read() == 'G';
                out.write((models ? MODELS : STREAM + piece(text)).getBytes(UTF_8));
                if (models) {
                    return;
                }
                in.transferTo(OutputStream.nullOutputStream());
                cut.countDown();
            } catch (IOException broken) {
                cut.countDown();
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }

    private static Voice voice(Patient server, Duration betweenTokens) {
        Times times = new Times(Alice.NEVER, Alice.NEVER, betweenTokens, Alice.NEVER);
        return Alice.voice(folder, server.url(), times, Alice.EAGER);
    }

    @Test
    void whereSomebodyElseWouldSpeak() throws Exception {
        try (Patient server = new Patient("mine\\nBOB:\\n");
                Voice voice = voice(server, Alice.NEVER)) {
            assertThat(Alice.says(voice)).isEqualTo("mine");
            server.cut.await();
        }
    }

    @Test
    void whenTheListenerHasHeardEnough() throws Exception {
        Listener satisfied =
                new Listener() {
                    @Override
                    public void heard(String more) {}

                    @Override
                    public boolean enough() {
                        return true;
                    }
                };
        try (Patient server = new Patient("And");
                Voice voice = voice(server, Alice.NEVER)) {
            assertThat(Alice.says(voice, "hi", Sampling.DEFAULT, satisfied)).isEqualTo("And");
            server.cut.await();
        }
    }

    @Test
    void whenTheListenerFails() throws Exception {
        Listener failing =
                _ -> {
                    throw new IllegalStateException("gone");
                };
        try (Patient server = new Patient("And");
                Voice voice = voice(server, Alice.NEVER)) {
            assertThatThrownBy(() -> Alice.says(voice, "hi", Sampling.DEFAULT, failing))
                    .hasMessage("gone");
            server.cut.await();
        }
    }

    @Test
    void whenItTakesTooLong() throws Exception {
        try (Patient server = new Patient("And");
                Voice voice = voice(server, Duration.ofMillis(50))) {
            assertThatThrownBy(() -> Alice.says(voice)).hasMessageContaining("said nothing more");
            server.cut.await();
        }
    }

    @Test
    void whenWhoeverAskedIsInterrupted() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        try (Patient server = new Patient("And");
                Voice voice = voice(server, Alice.NEVER)) {
            FutureTask<String> asking =
                    new FutureTask<>(
                            () ->
                                    Alice.says(
                                            voice, "hi", Sampling.DEFAULT, _ -> heard.countDown()));
            Thread thread = Thread.ofVirtual().start(asking);
            heard.await();
            thread.interrupt();
            assertThatThrownBy(asking::get).hasMessageContaining("was stopped");
            server.cut.await();
        }
    }

    @Test
    void whenTheVoiceIsClosed() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        try (Patient server = new Patient("And")) {
            Voice voice = voice(server, Alice.NEVER);
            FutureTask<String> asking =
                    new FutureTask<>(
                            () ->
                                    Alice.says(
                                            voice, "hi", Sampling.DEFAULT, _ -> heard.countDown()));
            Thread.ofVirtual().start(asking);
            heard.await();
            voice.close();
            assertThatThrownBy(asking::get).hasMessageContaining("in the middle");
            server.cut.await();
        }
    }
}
