package dev.understudy.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// A model hub on this machine that serves a checkpoint folder, and says nothing more in the middle
/// of its weights until told to.
final class LoopbackHub implements AutoCloseable {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String WEIGHTS = "model.safetensors";

    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

    LoopbackHub(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// What was asked for of the weights, request by request.
    List<String> ranges() {
        return List.copyOf(ranges);
    }

    /// Sends everything from now on.
    void goOn() {
        goesOn.countDown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.contains("/revision/")) {
                send(exchange, "{\"sha\": \"" + COMMIT + "\"}");
            } else if (path.contains("/tree/")) {
                send(exchange, listing());
            } else {
                sendFile(exchange, path.substring(path.lastIndexOf('/') + 1));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private String listing() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(LoopbackHub::entry).toList().toString();
        }
    }

    private static String entry(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            String hash =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            return ("{\"type\": \"file\", \"path\": \"%s\","
                            + " \"lfs\": {\"oid\": \"%s\", \"size\": %d}}")
                    .formatted(file.getFileName(), hash, content.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void sendFile(HttpExchange exchange, String name)
            throws IOException, InterruptedException {
        byte[] content = Files.readAllBytes(folder.resolve(name));
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (name.equals(WEIGHTS)) {
            ranges.add(String.valueOf(range));
        }
        exchange.getResponseHeaders()
                .add(
                        "Content-Range",
                        "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
        int middle = name.equals(WEIGHTS) ? (from + content.length) / 2 : content.length;
        exchange.getResponseBody().write(content, from, middle - from);
        exchange.getResponseBody().flush();
        if (name.equals(WEIGHTS)) {
            goesOn.await();
        }
        exchange.getResponseBody().write(content, middle, content.length - middle);
    }

    @Override
    public void close() {
        goOn();
        server.stop(0);
        threads.shutdownNow();
    }
}
