package dev.understudy.hub.transfer;

import dev.understudy.hub.transfer.LineSettings.Timeouts;
import dev.understudy.hub.transfer.TransferFailure.LostLine;
import dev.understudy.hub.transfer.TransferFailure.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One question, one answer, wherever it leads. A token goes to its own server alone, also when
/// that one sends us on to another. One thread.
final class Web implements AutoCloseable {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 8;

    static {
        // Else Java drops a proxy's password for https. Whoever names one in the environment means
        // it.
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
    }

    private final LineSettings settings;
    private final HttpClient client;
    private boolean answered;

    /// The last answer on the way.
    record Answer(URI address, int status, HttpHeaders headers, Arrivals body)
            implements AutoCloseable {
        @Override
        public void close() {
            body.close();
        }
    }

    Web(LineSettings settings) {
        this.settings = settings;
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.timeouts().connect())
                        .proxy(settings.proxies())
                        .build();
    }

    /// Whether any server has answered yet: until then nobody is there to wait for.
    boolean hasAnswered() {
        return answered;
    }

    /// The file, or the part of it, that is at `address`; close it.
    ///
    /// Throws LostLine when nobody answers, Refusal when the answer is neither a file nor a way to
    /// one.
    Answer get(URI address, Map<String, String> headers) throws LostLine, Refusal {
        URI at = address;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Answer answer = ask(at, headers);
            if (answer.status() == 200 || answer.status() == 206) {
                return answer;
            }
            answer.close();
            if (!REDIRECTS.contains(answer.status())) {
                String pause = answer.headers().firstValue("Retry-After").orElse("");
                throw new Refusal(at.getHost(), answer.status(), pause);
            }
            at = target(answer);
        }
        throw new LostLine(at.getHost(), "it sends us in circles");
    }

    private static URI target(Answer answer) throws LostLine {
        String host = answer.address().getHost();
        String location = answer.headers().firstValue("Location").orElse("");
        try {
            URI target = answer.address().resolve(location);
            String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
            boolean asSafe =
                    scheme.equals("https")
                            || (scheme.equals("http")
                                    && answer.address().getScheme().equalsIgnoreCase("http"));
            if (target.getHost() != null && !location.isEmpty() && asSafe) {
                return target;
            }
        } catch (IllegalArgumentException malformed) {
            throw new LostLine(host, "it sends us nowhere", malformed);
        }
        throw new LostLine(host, "it sends us nowhere");
    }

    private Answer ask(URI address, Map<String, String> headers) throws LostLine {
        Timeouts timeouts = settings.timeouts();
        try {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
                    client.send(request(address, headers), BodyHandlers.ofPublisher());
            answered = true;
            Arrivals body = new Arrivals(address.getHost(), timeouts.silence());
            response.body().subscribe(body);
            return new Answer(address, response.statusCode(), response.headers(), body);
        } catch (IOException failure) {
            throw new LostLine(address.getHost(), reason(failure, timeouts), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LostLine(address.getHost(), "the transfer was stopped", stopped);
        }
    }

    private HttpRequest request(URI address, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(settings.timeouts().answer())
                        .header("User-Agent", "understudy");
        headers.forEach(request::header);
        settings.token()
                .flatMap(token -> token.headerFor(address))
                .ifPresent(value -> request.header("Authorization", value));
        settings.proxies()
                .authorizationFor(address)
                .ifPresent(value -> request.header("Proxy-Authorization", value));
        return request.build();
    }

    /// What a person calls the failure; Java's own messages are often empty.
    private static String reason(IOException failure, Timeouts timeouts) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException
                    || cause instanceof UnknownHostException) {
                return "its name cannot be resolved";
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return "no connection within " + inWords(timeouts.connect());
            }
            if (cause instanceof HttpTimeoutException) {
                return "no answer within " + inWords(timeouts.answer());
            }
            if (cause instanceof SSLException) {
                return "no secure connection to it (" + cause.getMessage() + ")";
            }
        }
        return failure instanceof ConnectException ? "it refuses the connection" : "the line broke";
    }

    static String inWords(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
