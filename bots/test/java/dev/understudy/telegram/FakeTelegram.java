package dev.understudy.telegram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Bot API on loopback: long polls that wait, updates that are kept until a later one is asked
/// for, and whatever answers a test wants.
public final class FakeTelegram implements AutoCloseable {
    public static final String TOKEN = "123456:TEST-token";

    /// Instead of a status: the line breaks.
    static final int NO_ANSWER = 0;

    private static final String HOME = "/bot" + TOKEN + "/";
    private static final JsonMapper JSON = JsonMapper.shared();

    static {
        // Else every answer waits for an acknowledgement of TCP's, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /// What a test has instead of the usual answer.
    private record Scripted(int status, String body) {}

    private final Map<String, Deque<Scripted>> scripts = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<JsonNode>> calls = new ConcurrentHashMap<>();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final TreeMap<Integer, String> updates = new TreeMap<>();
    private final List<JsonNode> sent = new ArrayList<>();
    private final Map<String, Object> me = new HashMap<>();
    private int nextUpdate = 501;
    private int nextMessage = 9001;
    private String webhook = "";
    private int port;
    private HttpServer server;
    private ExecutorService threads;

    public FakeTelegram() {
        me.put("id", 999);
        me.put("is_bot", true);
        me.put("first_name", "Understudy");
        me.put("username", "stage_bot");
        me.put("can_join_groups", true);
        me.put("can_read_all_group_messages", true);
        start();
    }

    /// Listens, on the same port as before.
    synchronized void start() {
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        port = server.getAddress().getPort();
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /// Goes away; what it knows stays.
    synchronized void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    TelegramAccount account() {
        return new TelegramAccount(TOKEN, address());
    }

    /// Changes what getMe tells.
    synchronized void me(String key, Object value) {
        me.put(key, value);
    }

    synchronized void webhook(String url) {
        webhook = url;
    }

    synchronized String webhook() {
        return webhook;
    }

    /// Lets the next call of `method` end in `body`.
    void script(String method, int status, String body) {
        scripts.computeIfAbsent(method.toLowerCase(Locale.ROOT), _ -> new ConcurrentLinkedDeque<>())
                .add(new Scripted(status, body));
    }

    /// Gives the usual answers to `method` again.
    void unscript(String method) {
        scripts.remove(method.toLowerCase(Locale.ROOT));
    }

    /// Lets the next call of `method` be refused.
    ///
    /// @param more further keys of the answer, with a comma before them
    void refuse(String method, int code, String reason, String more) {
        script(
                method,
                code,
                "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"%s}"
                        .formatted(code, reason, more));
    }

    /// Something happens.
    ///
    /// @param what one key and value of an update
    public synchronized int happens(String what) {
        updates.put(nextUpdate, "{\"update_id\":" + nextUpdate + "," + what + "}");
        notifyAll();
        return nextUpdate++;
    }

    /// What was sent into the chat `id`, as it was asked for, oldest first.
    public synchronized List<JsonNode> sentTo(String id) {
        return sent.stream().filter(one -> one.path("chat_id").asString().equals(id)).toList();
    }

    /// How many updates are not acknowledged.
    public synchronized int pending() {
        return updates.size();
    }

    /// The next call of `method`, waited for.
    JsonNode call(String method) throws InterruptedException {
        JsonNode call = queue(method).poll(10, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("nobody called " + method + "; called were " + order);
        }
        return call;
    }

    /// The next call of `method`, if there is one within `wait`.
    boolean isCalled(String method, Duration wait) throws InterruptedException {
        return queue(method).poll(wait.toMillis(), TimeUnit.MILLISECONDS) != null;
    }

    int count(String method) {
        return (int) order.stream().filter(method::equalsIgnoreCase).count();
    }

    /// Methods, and addresses of anything else, in the order in which they were asked for.
    List<String> called() {
        return List.copyOf(order);
    }

    private BlockingQueue<JsonNode> queue(String method) {
        return calls.computeIfAbsent(
                method.toLowerCase(Locale.ROOT), _ -> new LinkedBlockingQueue<>());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!path.startsWith(HOME)) {
                order.add(path);
                send(
                        exchange,
                        401,
                        """
                        {"ok":false,"error_code":401,"description":"Unauthorized"}""");
                return;
            }
            String method = path.substring(HOME.length()).toLowerCase(Locale.ROOT);
            JsonNode asked =
                    JSON.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body);
            order.add(method);
            Deque<Scripted> script = scripts.getOrDefault(method, new ConcurrentLinkedDeque<>());
            Scripted scripted = script.poll();
            if (scripted != null) {
                queue(method).add(asked);
                if (scripted.status() != NO_ANSWER) {
                    send(exchange, scripted.status(), scripted.body());
                }
                return;
            }
            String result = result(method, asked);
            queue(method).add(asked);
            send(exchange, 200, "{\"ok\":true,\"result\":" + result + "}");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String result(String method, JsonNode asked) throws InterruptedException {
        return switch (method) {
            case "getme" -> JSON.writeValueAsString(me);
            case "getupdates" -> getUpdates(asked);
            case "getwebhookinfo" ->
                    "{\"url\":\""
                            + webhook
                            + "\",\"has_custom_certificate\":false,\"pending_update_count\":0}";
            case "deletewebhook" -> {
                webhook = "";
                yield "true";
            }
            case "sendmessage" -> sent(asked);
            default -> "true";
        };
    }

    private synchronized String getUpdates(JsonNode asked) throws InterruptedException {
        updates.headMap(asked.path("offset").asInt(0)).clear();
        long end = System.nanoTime() + asked.path("timeout").asLong(0) * 1_000_000_000L;
        while (updates.isEmpty() && end > System.nanoTime()) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        List<String> batch = new ArrayList<>(updates.values());
        return batch.subList(0, Math.min(batch.size(), asked.path("limit").asInt(100))).toString();
    }

    private synchronized String sent(JsonNode asked) {
        sent.add(asked);
        return """
        {"message_id":%d,"date":%d,"chat":{"id":%s,"type":"supergroup","title":"Friends"},"text":%s,
        "from":{"id":999,"is_bot":true,"first_name":"Understudy","username":"stage_bot"}}"""
                .formatted(
                        nextMessage++,
                        Instant.now().getEpochSecond(),
                        asked.path("chat_id").asString(),
                        asked.path("text"));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean json = body.startsWith("{");
        exchange.getResponseHeaders().set("Content-Type", json ? "application/json" : "text/html");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        stop();
    }
}
