package dev.understudy.clone.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server of completions on the loopback, which answers as it is told: truly, with the shape of
/// vLLM's answers, or with anything else. Says `hello` under any name unless told otherwise.
public final class FakeCompletions implements Closeable {
    /// What it serves at first.
    public static final String NAME = "friends@0001";

    private static final JsonMapper JSON = JsonMapper.shared();

    static {
        // Else every answer waits for an acknowledgement of TCP's, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Optional<String>> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Answer answer =
            (request, wire) -> wire.as(request.path("model").asString()).reply("hello");
    private volatile Answer models = (_, wire) -> wire.json(list(NAME));

    /// How it answers.
    public interface Answer {
        /// Says what comes back to `request`.
        void give(JsonNode request, Wire wire) throws IOException;
    }

    /// Opens it on a port of its own.
    public FakeCompletions() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/models", exchange -> serve(exchange, JSON.nullNode(), models));
        server.createContext("/v1/completions", this::complete);
        server.start();
    }

    /// Has it answer so from now on.
    public FakeCompletions answering(Answer next) {
        answer = next;
        return this;
    }

    /// Has it list these models from now on.
    public FakeCompletions serving(String... names) {
        return listing((_, wire) -> wire.json(list(names)));
    }

    /// Has it answer `GET /models` so from now on.
    public FakeCompletions listing(Answer next) {
        models = next;
        return this;
    }

    private static String list(String... names) {
        StringBuilder json = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (String name : names) {
            json.append(json.toString().endsWith("}") ? "," : "")
                    .append("{\"id\":\"%s\",\"object\":\"model\"}".formatted(name));
        }
        return json.append("]}").toString();
    }

    /// Where it is.
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /// The bodies of what was asked for, in order.
    List<String> requests() {
        return requests;
    }

    /// What was in the header `Authorization` of every request.
    public List<Optional<String>> keys() {
        return keys;
    }

    private void complete(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(new String(body, StandardCharsets.UTF_8));
        serve(exchange, JSON.readTree(body), answer);
    }

    private void serve(HttpExchange exchange, JsonNode request, Answer how) throws IOException {
        keys.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
        try (exchange) {
            how.give(request, new Wire(exchange));
        }
    }

    /// One answer being sent.
    public final class Wire {
        private final HttpExchange exchange;
        private String model = NAME;

        Wire(HttpExchange exchange) {
            this.exchange = exchange;
        }

        /// Answers under another name.
        Wire as(String name) {
            model = name;
            return this;
        }

        /// An answer that is over at once.
        void whole(int status, String type, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        void json(String body) throws IOException {
            whole(200, "application/json", body);
        }

        void status(int status) throws IOException {
            whole(status, "application/json", "{\"error\":{\"message\":\"Sesame.\"}}");
        }

        /// Begins a stream of events.
        Wire begin() throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            return this;
        }

        Wire raw(byte[] bytes) throws IOException {
            OutputStream body = exchange.getResponseBody();
            body.write(bytes);
            body.flush();
            return this;
        }

        Wire raw(String text) throws IOException {
            return raw(text.getBytes(StandardCharsets.UTF_8));
        }

        Wire event(String data) throws IOException {
            return raw("data: " + data + "\n\n");
        }

        /// One piece of a reply, with the ending `reason` or the JSON `null`.
        Wire piece(String text, String reason) throws IOException {
            return event(
                    """
                    {"id":"cmpl-1","object":"text_completion","created":1,"model":%s,"choices":\
                    [{"index":0,"text":%s,"finish_reason":%s,"stop_reason":null}]}"""
                            .formatted(
                                    JSON.writeValueAsString(model),
                                    JSON.writeValueAsString(text),
                                    reason));
        }

        Wire say(String text) throws IOException {
            return piece(text, "null");
        }

        /// The end of a reply.
        void end(String reason) throws IOException {
            piece("", "\"" + reason + "\"").event("[DONE]");
        }

        /// A whole reply, character by character.
        void reply(String text) throws IOException {
            begin();
            for (int character : text.codePoints().toArray()) {
                say(Character.toString(character));
            }
            end("stop");
        }

        /// Says nothing more, until the server closes.
        void hang() throws IOException {
            try {
                closing.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
