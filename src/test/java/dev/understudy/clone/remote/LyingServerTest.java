package dev.understudy.clone.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.understudy.clone.remote.FakeCompletions.Answer;
import dev.understudy.clone.voice.Voice;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a server may send in place of a completion. Whatever it is, that request ends with an error
/// that repeats nothing of it, and the next one is heard.
@Timeout(60)
class LyingServerTest {
    /// Is in every lie, and in no error.
    private static final String WORDS = "Sesame.";

    private static final String JSON = "application/json";

    @TempDir private static Path folder;

    private static Map<String, Answer> lies() {
        Map<String, Answer> lies = new LinkedHashMap<>();
        lies.put(
                "answers with something else than text/event-stream",
                (_, wire) -> wire.whole(200, "text/html", "<html>" + WORDS));
        lies.put(
                "answers with something else than text/event-stream ",
                (_, wire) -> wire.whole(200, JSON, "{\"error\":{\"message\":\"" + WORDS + "\"}}"));
        lies.put("answers 307", (_, wire) -> wire.whole(307, JSON, WORDS));
        lies.put("answers 400: it does not take the request", (_, wire) -> wire.status(400));
        lies.put("answers 401: it wants an API key", (_, wire) -> wire.status(401));
        lies.put("answers 404", (_, wire) -> wire.status(404));
        lies.put("answers 500", (_, wire) -> wire.status(500));
        lies.put("answers with another model", (_, wire) -> wire.as("other@1").reply(WORDS));
        lies.put(
                "does not say which model answers",
                (_, wire) -> wire.begin().event("{\"choices\":[{\"text\":\"Sesame.\"}]}"));
        lies.put("sends events that are no JSON", (_, wire) -> wire.begin().event("{" + WORDS));
        lies.put(
                "sends events that are no JSON object",
                (_, wire) -> wire.begin().event("[\"" + WORDS + "\"]"));
        lies.put(
                "sends events without a text",
                (_, wire) -> wire.begin().event("{\"model\":\"friends@0001\"}"));
        lies.put(
                "sends events without a text ",
                (_, wire) ->
                        wire.begin()
                                .event(
                                        "{\"model\":\"friends@0001\",\"choices\":[{\"delta\":"
                                                + "{\"content\":\"Sesame.\"}}]}"));
        lies.put("ended its answer in the middle", (_, wire) -> wire.begin().say("And so"));
        lies.put(
                "ended its answer in the middle ",
                (_, wire) -> {
                    wire.begin().raw("data: {\"model\":");
                    throw new IOException("the line breaks");
                });
        lies.put("ended its answer in the middle  ", (_, wire) -> wire.begin().raw("data: [DONE]"));
        lies.put("broke off the reply", (_, wire) -> wire.begin().say("And").end("abort"));
        addErrors(lies);
        addFloods(lies);
        return lies;
    }

    private static void addErrors(Map<String, Answer> lies) {
        lies.put(
                "reports the error 500 in its answer",
                (_, wire) ->
                        wire.begin()
                                .event("{\"error\":{\"message\":\"" + WORDS + "\",\"code\":500}}")
                                .event("[DONE]"));
        lies.put(
                "reports the error 503 in its answer",
                (_, wire) ->
                        wire.begin()
                                .raw("error: {\"code\":503,\"message\":\"" + WORDS + "\"}\n\n"));
        lies.put(
                "reports the error in its answer",
                (_, wire) -> wire.begin().event("{\"object\":\"error\",\"message\":\"Sesame.\"}"));
        lies.put(
                "sends bytes that are no text",
                (_, wire) -> wire.begin().raw(new byte[] {'d', ':', (byte) 0xC3, '\n'}));
    }

    private static void addFloods(Map<String, Answer> lies) {
        lies.put(
                "sends no events that end",
                (_, wire) -> wire.begin().raw("data: " + WORDS.repeat(20_000)).hang());
        lies.put(
                "sends no events that end ",
                (_, wire) -> {
                    wire.begin();
                    for (int line = 0; line < 20; line++) {
                        wire.raw("data: " + WORDS.repeat(1000) + "\n");
                    }
                    wire.hang();
                });
        lies.put(
                "sends no events that end  ",
                (_, wire) -> {
                    wire.begin();
                    while (true) {
                        wire.raw((": " + WORDS.repeat(1000) + "\n").repeat(8));
                    }
                });
        lies.put(
                "says more than it was asked for",
                (_, wire) -> {
                    wire.begin();
                    while (true) {
                        wire.say("a");
                    }
                });
        lies.put(
                "says more than it was asked for ",
                (_, wire) -> wire.begin().say("a".repeat(256 * 13 + 1)).end("stop"));
        lies.put(
                "says more than it was asked for  ",
                (_, wire) ->
                        wire.begin()
                                .event(
                                        "{\"model\":\"friends@0001\",\"choices\":"
                                                + "[{\"text\":\"a\"}],\"usage\":"
                                                + "{\"completion_tokens\":257}}"));
    }

    @TestFactory
    Stream<DynamicTest> aLieIsRefusedAndTheNextReplyHeard() {
        return lies().entrySet().stream()
                .map(
                        lie ->
                                DynamicTest.dynamicTest(
                                        lie.getKey(),
                                        () -> refuses(lie.getKey().strip(), lie.getValue())));
    }

    private static void refuses(String told, Answer lie) throws IOException {
        try (FakeCompletions server = new FakeCompletions();
                Voice voice = Alice.voice(Alice.checkpoint(folder), server)) {
            server.answering(lie);
            requireDiscreet(catchThrowable(() -> Alice.says(voice)), told);
            assertThat(server.requests()).as("asked once").hasSize(1);
            server.answering((_, wire) -> wire.reply("hello"));
            assertThat(Alice.says(voice)).isEqualTo("hello");
        }
    }

    private static void requireDiscreet(Throwable error, String told) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        assertThat(error)
                .isInstanceOf(RemoteFailure.class)
                .hasMessageStartingWith("The engine's server " + told);
        assertThat(trace.toString()).doesNotContain(WORDS);
    }

    @Test
    void aListOfModelsThatIsNoneIsRefused() throws IOException {
        for (String body : new String[] {WORDS, "[]", "{\"data\":{}}", "{\"data\":\"" + WORDS}) {
            try (FakeCompletions server = new FakeCompletions();
                    Voice voice = Alice.voice(Alice.checkpoint(folder), server)) {
                server.listing((_, wire) -> wire.json(body));
                requireDiscreet(catchThrowable(voice::warmUp), "does not tell what it serves");
                requireDiscreet(
                        catchThrowable(() -> Alice.says(voice)), "does not tell what it serves");
            }
        }
    }

    @Test
    void anEndlessListOfModelsIsRefused() throws IOException {
        try (FakeCompletions server = new FakeCompletions();
                Voice voice = Alice.voice(Alice.checkpoint(folder), server)) {
            server.listing((_, wire) -> wire.json("[\"" + WORDS.repeat(300_000)));
            requireDiscreet(catchThrowable(voice::warmUp), "does not tell what it serves");
        }
    }

    @Test
    void whatDoesNotSpeakHttpIsRefused() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greetEverybody(server));
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
            try (Voice voice =
                    Alice.voice(Alice.checkpoint(folder), url, Alice.PATIENT, Alice.EAGER)) {
                requireDiscreet(catchThrowable(() -> Alice.says(voice)), "");
            }
        }
    }

    private static void greetEverybody(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket caller = server.accept();
                    InputStream asked = caller.getInputStream()) {
                asked.read(new byte[1 << 16]);
                caller.getOutputStream().write((WORDS + " Who is there?\r\n\r\n").getBytes(UTF_8));
            } catch (IOException over) {
                // The next one, or the end of the test.
            }
        }
    }
}
