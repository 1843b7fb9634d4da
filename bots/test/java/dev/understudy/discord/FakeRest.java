package dev.understudy.discord;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The half of the fake Discord that answers requests: routes, faults that a test orders, and a
/// record of who called what.
public final class FakeRest implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /// An error in Discord's form.
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;
        private final int code;

        Failure(int status, int code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    /// A request as it came.
    record Call(String method, String path, JsonNode body, int status) {}

    /// What goes wrong next, `times` times, where `path` is found in the request's path.
    ///
    /// @param afterwards whether the request is carried out all the same
    record Fault(String method, String path, int status, int code, boolean afterwards, int times) {
        static Fault of(String method, String path, int status) {
            return new Fault(method, path, status, 0, false, 1);
        }

        Fault code(int discordCode) {
            return new Fault(method, path, status, discordCode, afterwards, times);
        }

        Fault carriedOut() {
            return new Fault(method, path, status, code, true, times);
        }

        Fault times(int count) {
            return new Fault(method, path, status, code, afterwards, count);
        }
    }

    /// What a route is given.
    record Asked(Matcher path, JsonNode body, Map<String, String> query) {
        String group(int number) {
            return path.group(number);
        }
    }

    interface Handler {
        Optional<? extends JsonNode> handle(Asked asked);
    }

    private record Route(String method, Pattern path, Handler handler) {}

    private final HttpServer http;
    private final Object world;
    private final List<Route> routes = new ArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private volatile Duration retryAfter = Duration.ofMillis(300);

    /// @param world the lock under which every request is carried out
    FakeRest(Object world) {
        this.world = world;
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::serve);
    }

    void start() {
        http.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/api/v10/");
    }

    void route(String method, String path, Handler handler) {
        routes.add(new Route(method, Pattern.compile(path), handler));
    }

    /// Lets something go wrong.
    synchronized void fail(Fault fault) {
        faults.add(fault);
    }

    /// The calls so far whose path has `path` in it.
    List<Call> calls(String method, String path) {
        Pattern pattern = Pattern.compile(path);
        return calls.stream()
                .filter(call -> call.method().equals(method))
                .filter(call -> pattern.matcher(call.path()).find())
                .toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().replaceFirst("^/api/v\\d+", "");
            String method = exchange.getRequestMethod();
            JsonNode body = body(exchange);
            Optional<Fault> fault = fault(method, path);
            int status = 200;
            Optional<? extends JsonNode> out;
            try {
                out = Optional.empty();
                if (fault.isEmpty() || fault.get().afterwards()) {
                    authorise(exchange, path);
                    synchronized (world) {
                        out = dispatch(method, path, new Asked(NONE, body, query(exchange)));
                    }
                }
                if (fault.isPresent()) {
                    status = fault.get().status();
                    out = Optional.of(failure(exchange, fault.get()));
                }
            } catch (Failure error) {
                status = error.status;
                out = Optional.of(object().put("code", error.code).put("message", "fake"));
            }
            calls.add(new Call(method, path, body, status));
            answer(exchange, status, out);
        }
    }

    private static final Matcher NONE = Pattern.compile("").matcher("");

    private static void answer(HttpExchange exchange, int status, Optional<? extends JsonNode> out)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (out.isEmpty()) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        byte[] bytes = out.get().toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// Without a Via header JDA takes a 429 for a ban of the whole bot.
    private ObjectNode failure(HttpExchange exchange, Fault fault) {
        ObjectNode failure = object().put("code", fault.code()).put("message", "fake");
        if (fault.status() == 429) {
            double seconds = retryAfter.toMillis() / 1000.0;
            exchange.getResponseHeaders().set("Via", "1.1 fake");
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.getResponseHeaders().set("X-RateLimit-Scope", "user");
            failure.put("retry_after", seconds).put("global", false);
        }
        return failure;
    }

    private static void authorise(HttpExchange exchange, String path) {
        boolean open = path.startsWith("/interactions/") || path.startsWith("/webhooks/");
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (!open && !("Bot " + FakeDiscord.TOKEN).equals(token)) {
            throw new Failure(401, 0, "401: Unauthorized");
        }
    }

    private Optional<? extends JsonNode> dispatch(String method, String path, Asked asked) {
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (route.method().equals(method) && matcher.matches()) {
                return route.handler().handle(new Asked(matcher, asked.body(), asked.query()));
            }
        }
        throw new Failure(404, 0, "not in this fake");
    }

    private synchronized Optional<Fault> fault(String method, String path) {
        Optional<Fault> next =
                faults.stream()
                        .filter(fault -> fault.method().equals(method))
                        .filter(fault -> Pattern.compile(fault.path()).matcher(path).find())
                        .findFirst();
        next.ifPresent(faults::remove);
        next.filter(fault -> fault.times() > 1)
                .ifPresent(fault -> faults.add(fault.times(fault.times() - 1)));
        return next;
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readAllBytes();
        return raw.length == 0 ? object() : JSON.readTree(raw);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> values = new HashMap<>();
        String query = exchange.getRequestURI().getQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return values;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    static JsonNode parse(String text) {
        return JSON.readTree(text);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
