package dev.understudy.clone.remote;

import dev.understudy.clone.remote.RemoteFailure.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// A server's answer to one request, token by token. One thread; close it to cut it short.
final class Completion implements AutoCloseable {
    private static final String END = "[DONE]";

    /// What follows the last token is waited for only to use the connection again.
    private static final Duration AFTERWARDS = Duration.ofMillis(500);

    private final Exchange exchange;
    private final CompletionRequest request;
    private final Duration betweenTokens;
    private final EventStream stream = new EventStream();
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean last;

    /// @param exchange whose answer has begun; closed with this
    Completion(Exchange exchange, CompletionRequest request, Duration betweenTokens) {
        this.exchange = exchange;
        this.request = request;
        this.betweenTokens = betweenTokens;
    }

    /// Waits for what comes next; empty at the end. Throws RemoteFailure when it ends too early, is
    /// too late, or is not part of a completion.
    Optional<Chunk> next() {
        while (!last) {
            if (!waiting.isEmpty()) {
                return chunk(waiting.remove());
            }
            List<ByteBuffer> more = exchange.more();
            if (more.isEmpty()) {
                throw RemoteFailure.of(Kind.BROKEN, "ended its answer in the middle");
            }
            for (ByteBuffer bytes : more) {
                waiting.addAll(stream.add(bytes));
            }
        }
        return Optional.empty();
    }

    private Optional<Chunk> chunk(String event) {
        if (event.equals(END)) {
            last = true;
            return Optional.empty();
        }
        Chunk chunk = Chunk.read(event, request);
        last = chunk.last();
        exchange.expect(betweenTokens, "said nothing more for " + inWords(betweenTokens));
        return Optional.of(chunk);
    }

    static String inWords(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    /// Reads what may follow the last token, so that the connection can be used again.
    private void finish() {
        exchange.expect(AFTERWARDS, "does not end its answer");
        try {
            List<ByteBuffer> more = exchange.more();
            while (!more.isEmpty()) {
                more.forEach(stream::add);
                more = exchange.more();
            }
        } catch (RemoteFailure _) {
            // The reply is whole: the connection is cut instead.
        }
    }

    @Override
    public void close() {
        if (last) {
            finish();
        }
        exchange.close();
    }
}
