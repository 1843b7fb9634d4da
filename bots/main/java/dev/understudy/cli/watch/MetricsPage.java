package dev.understudy.cli.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// `http://ADDRESS:PORT/metrics`, which Prometheus reads. It asks nobody who they are: with an
/// address that others reach, all of them may read it.
public final class MetricsPage implements AutoCloseable {
    private final HttpServer server;
    private final URI uri;

    private MetricsPage(HttpServer server, String host) {
        this.server = server;
        uri = URI.create("http://%s:%d/metrics".formatted(host, server.getAddress().getPort()));
    }

    /// Opens it. Throws UserError when the port is taken, or the address is not this machine's.
    ///
    /// @param wanted not resolved; port 0 is any that is free
    public static MetricsPage open(Metrics metrics, InetSocketAddress wanted) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(
                                    InetAddress.getByName(wanted.getHostString()),
                                    wanted.getPort()),
                            0);
            server.createContext("/metrics", exchange -> answer(exchange, metrics));
            server.start();
            return new MetricsPage(server, wanted.getHostString());
        } catch (IOException taken) {
            throw new UserError(
                    "%s:%d cannot be opened for metrics: %s."
                            .formatted(
                                    wanted.getHostString(), wanted.getPort(), taken.getMessage()),
                    "Set another port, or address of this machine, as metrics in understudy.yml, or"
                            + " leave it out.",
                    taken);
        }
    }

    private static void answer(HttpExchange exchange, Metrics metrics) throws IOException {
        try (exchange) {
            byte[] text = metrics.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /// Where it is, under the name that was wanted.
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
