package dev.understudy.clone.remote;

import dev.understudy.clone.remote.Exchange.Head;
import dev.understudy.clone.remote.RemoteFailure.Kind;
import dev.understudy.clone.voice.RemoteSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A server of completions in OpenAI's manner, such as vLLM and llama.cpp's. Thread-safe.
final class CompletionServer implements AutoCloseable {
    /// It is known without computing anything.
    private static final Duration LIST = Duration.ofSeconds(5);

    /// Too many requests, or a server that is not there yet, no longer, or overloaded.
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

    private final RemoteSettings settings;
    private final Optional<ApiKey> key;
    private final HttpClient client;

    CompletionServer(RemoteSettings settings, Optional<ApiKey> key) {
        this.settings = settings;
        this.key = key;
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.times().connect())
                        .build();
    }

    /// When an answer that is asked for now has to be complete; cancel it afterwards.
    CompletableFuture<?> newDeadline() {
        return new CompletableFuture<>()
                .orTimeout(settings.times().wholeReply().toNanos(), TimeUnit.NANOSECONDS);
    }

    /// What it serves now. Throws RemoteFailure when it does not tell in five seconds.
    Served served(CompletableFuture<?> deadline) {
        HttpRequest question = request("models").GET().build();
        try (Exchange exchange = new Exchange(client, question, deadline)) {
            exchange.expect(LIST, "does not tell what it serves");
            requireFine(exchange.head(), "application/json");
            return Served.read(exchange);
        }
    }

    /// Begins to answer `request`; close what comes back. Some servers repeat whatever name they
    /// are asked for, so they are asked what they serve, too: once the answer has begun, since
    /// whoever gives it cannot become another model's then.
    ///
    /// Throws RemoteFailure when there is no answer of the model asked for.
    ///
    /// @param deadline when the answer has to be complete
    Completion complete(CompletionRequest request, CompletableFuture<?> deadline) {
        HttpRequest question =
                request("completions")
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream")
                        .POST(BodyPublishers.ofByteArray(request.json()))
                        .build();
        Duration first = settings.times().firstToken();
        Exchange exchange = new Exchange(client, question, deadline);
        try {
            exchange.expect(first, "said nothing for " + Completion.inWords(first));
            requireFine(exchange.head(), "text/event-stream");
            served(deadline).requireStill(request.model());
            return new Completion(exchange, request, settings.times().betweenTokens());
        } catch (RuntimeException none) {
            exchange.close();
            throw none;
        }
    }

    private HttpRequest.Builder request(String what) {
        String base = settings.url().toString().replaceFirst("/+$", "");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + "/" + what))
                        .header("User-Agent", "understudy");
        key.ifPresent(one -> request.header("Authorization", one.authorization()));
        return request;
    }

    private void requireFine(Head head, String type) {
        if (head.status() != 200) {
            throw refusal(head.status());
        }
        String said = head.headers().firstValue("Content-Type").orElse("");
        if (!said.toLowerCase(Locale.ROOT).replaceFirst("\\s*;.*", "").equals(type)) {
            throw RemoteFailure.of(Kind.NONSENSE, "answers with something else than " + type);
        }
    }

    private RemoteFailure refusal(int status) {
        String what = "answers " + status;
        if (BUSY.contains(status)) {
            return RemoteFailure.of(Kind.BUSY, what);
        }
        if (status == 401 || status == 403) {
            return RemoteFailure.of(
                    Kind.REFUSED,
                    what + (key.isEmpty() ? ": it wants an API key" : ": not with this key"),
                    "Put its API key into %s, or alone into a file that engine.remote names as"
                                    .formatted(RemoteSettings.VARIABLE)
                            + " token-file.");
        }
        if (status == 400 || status == 422) {
            return RemoteFailure.of(Kind.REFUSED, what + ": it does not take the request");
        }
        return status >= 500
                ? RemoteFailure.of(Kind.REFUSED, what)
                : RemoteFailure.of(
                        Kind.REFUSED,
                        what,
                        "See that engine.remote.url ends as the server's addresses do, most often"
                                + " in /v1.");
    }

    /// Cuts what is under way.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
