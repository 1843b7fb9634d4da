package dev.understudy.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.hub.transfer.Line;
import dev.understudy.hub.transfer.LineSettings;
import dev.understudy.hub.transfer.LineSettings.Pace;
import dev.understudy.hub.transfer.LineSettings.Timeouts;
import dev.understudy.hub.transfer.Proxies;
import dev.understudy.hub.transfer.Retries;
import dev.understudy.hub.transfer.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/// A hub on this machine with one repository: lists, answers ranges, and sends to a second server
/// for large files, as the real one does. What is queued for a path goes wrong first.
final class FakeHub implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /// Answers in place of the hub.
    interface Fault {
        void answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    /// One request that came in.
    record Seen(String path, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final HttpServer hub;
    private final HttpServer store;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final List<String> strangePaths = new ArrayList<>();
    private final Map<String, Long> claimedSizes = new HashMap<>();
    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<Seen> stored = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> pauses = new ArrayList<>();
    private String repository = "openai-community/gpt2";
    private boolean paged;

    FakeHub() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        hub = HttpServer.create(new InetSocketAddress(here, 0), 0);
        store = HttpServer.create(new InetSocketAddress(here, 0), 0);
        hub.setExecutor(threads);
        store.setExecutor(threads);
        hub.createContext("/", exchange -> handle(exchange, true));
        store.createContext("/", exchange -> handle(exchange, false));
        hub.start();
        store.start();
    }

    /// A hub that has a whole small model.
    static FakeHub withModel() throws IOException {
        FakeHub hub = new FakeHub();
        hub.put("config.json", GPT2_CONFIG);
        hub.put("generation_config.json", "{}");
        hub.put("tokenizer.json", "{\"model\": {}}");
        hub.put("README.md", "what nobody fetches");
        hub.put("onnx/model.safetensors", "neither this");
        hub.put("model.safetensors", bytes(300_000));
        return hub;
    }

    private static final String GPT2_CONFIG =
            """
            {"model_type": "gpt2", "vocab_size": 10, "n_positions": 8, "n_embd": 4, "n_layer": 1,
             "n_head": 1, "eos_token_id": 9}
            """;

    /// Bytes that are not like each other.
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RandomGeneratorFactory.of("L64X128MixRandom").create(count).nextBytes(bytes);
        return bytes;
    }

    void put(String path, String content) {
        put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    void put(String path, byte[] content) {
        files.put(path, content);
    }

    void remove(String path) {
        files.remove(path);
    }

    byte[] content(String path) {
        return files.getOrDefault(path, new byte[0]);
    }

    void serveAs(String other) {
        repository = other;
    }

    void list(String path) {
        strangePaths.add(path);
    }

    void claimSize(String path, long size) {
        claimedSizes.put(path, size);
    }

    void splitListing() {
        paged = true;
    }

    /// Lets the next requests for a path go wrong; `path` is a file, or `api` for questions.
    void breakNext(String path, Fault... ways) {
        faults.computeIfAbsent(path, _ -> new ArrayDeque<>()).addAll(List.of(ways));
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    List<Seen> stored() {
        return List.copyOf(stored);
    }

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    }

    Hub hub() {
        return hub(Optional.empty());
    }

    /// The hub as the program knows it: pauses are noted and not waited for.
    Hub hub(Optional<Token> token) {
        Timeouts timeouts =
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMillis(300));
        Pace pace =
                new Pace(4, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(2));
        return new Hub(
                address(),
                new Line(
                        new LineSettings(timeouts, pace, Proxies.of(Map.of()), token),
                        new Retries(
                                pace,
                                pauses::add,
                                RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                                () -> Instant.parse("2026-11-20T10:00:00Z"))));
    }

    private void handle(HttpExchange exchange, boolean atHub) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            (atHub ? seen : stored)
                    .add(
                            new Seen(
                                    path,
                                    exchange.getRequestHeaders().entrySet().stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            Map.Entry::getKey,
                                                            header ->
                                                                    header.getValue()
                                                                            .getFirst()))));
            String file = path.replaceFirst("^.*/(resolve/" + COMMIT + "|store)/", "");
            boolean api = path.startsWith("/api/");
            boolean there = api || files.containsKey(file);
            Deque<Fault> queue = faults.getOrDefault(api ? "api" : file, new ArrayDeque<>());
            boolean large = file.endsWith(".safetensors") || file.endsWith(".bin");
            if (large && atHub) {
                redirect(exchange, file);
            } else if (!queue.isEmpty()) {
                queue.remove().answer(exchange, content(file));
            } else if (!there || (atHub && !path.contains(repository))) {
                status(404).answer(exchange, new byte[0]);
            } else if (api) {
                answerQuestion(exchange, path);
            } else {
                serve(exchange, content(file));
            }
        }
    }

    private void redirect(HttpExchange exchange, String file) throws IOException {
        String target = "http://localhost:" + store.getAddress().getPort() + "/store/" + file;
        exchange.getResponseHeaders().add("Location", target);
        exchange.sendResponseHeaders(302, -1);
    }

    private void answerQuestion(HttpExchange exchange, String path) throws IOException {
        if (path.contains("/revision/")) {
            send(exchange, "{\"sha\": \"" + COMMIT + "\"}");
            return;
        }
        List<String> entries = new ArrayList<>();
        files.forEach((name, content) -> entries.add(entry(name, content)));
        strangePaths.forEach(name -> entries.add(entry(name, new byte[1])));
        int half = entries.size() / 2;
        if (paged && !path.contains("cursor")) {
            exchange.getResponseHeaders()
                    .add("Link", "<" + address() + path + "&cursor=x>; rel=\"next\"");
            send(exchange, entries.subList(0, half).toString());
        } else {
            send(exchange, entries.subList(paged ? half : 0, entries.size()).toString());
        }
    }

    private String entry(String name, byte[] content) {
        long size = claimedSizes.getOrDefault(name, (long) content.length);
        String git = "\"type\": \"file\", \"path\": \"%s\", ".formatted(name.replace("\\", "\\\\"));
        if (!name.endsWith(".safetensors") && !name.endsWith(".bin")) {
            return "{%s\"oid\": \"%s\", \"size\": %d}".formatted(git, blob(content), size);
        }
        String lfs = "{\"oid\": \"%s\", \"size\": %d}".formatted(hash("SHA-256", content), size);
        return "{%s\"oid\": \"%s\", \"size\": %d, \"lfs\": %s}"
                .formatted(git, blob(content), size, lfs);
    }

    private static String blob(byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + content.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(content, 0, whole, head.length, content.length);
        return hash("SHA-1", whole);
    }

    static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// As a good server does: a range when asked for one of the file that it still has.
    static void serve(HttpExchange exchange, byte[] content) throws IOException {
        serve(exchange, content, content.length);
    }

    private static void serve(HttpExchange exchange, byte[] content, int end) throws IOException {
        String tag = tag(content);
        String range = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        exchange.getResponseHeaders().add("ETag", tag);
        int from = 0;
        if (range != null && (condition == null || condition.equals(tag))) {
            from = Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders()
                    .add(
                            "Content-Range",
                            "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
            exchange.sendResponseHeaders(206, content.length - from);
        } else {
            exchange.sendResponseHeaders(200, content.length);
        }
        exchange.getResponseBody().write(content, from, Math.max(0, end - from));
        exchange.getResponseBody().flush();
    }

    static String tag(byte[] content) {
        return "\"" + hash("SHA-256", content).substring(0, 8) + "\"";
    }

    /// Answers with a number alone.
    static Fault status(int status) {
        return (exchange, _) -> exchange.sendResponseHeaders(status, -1);
    }

    /// The same, asking to come back later.
    static Fault busy(int status, String retryAfter) {
        return (exchange, _) -> {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /// Serves up to a position in the file, then cuts the line.
    static Fault cutAt(int position) {
        return (exchange, content) -> serve(exchange, content, position);
    }

    /// Serves the whole file from its beginning, whatever was asked for.
    static Fault ignoringRange(int cut) {
        return (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, cut);
            exchange.getResponseBody().flush();
        };
    }

    /// Serves other bytes, correct in everything else.
    static Fault instead(byte[] other) {
        return (exchange, _) -> serve(exchange, other);
    }

    /// Serves up to a position, then says nothing more, and keeps the line.
    static Fault silentAfter(int position) {
        return (exchange, content) -> {
            serve(exchange, content, position);
            LockSupport.parkNanos(Duration.ofSeconds(30).toNanos());
        };
    }

    /// Takes the question and never answers.
    static Fault speechless() {
        return (_, _) -> LockSupport.parkNanos(Duration.ofSeconds(30).toNanos());
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }
}
