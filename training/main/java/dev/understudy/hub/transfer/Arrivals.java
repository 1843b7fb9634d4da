package dev.understudy.hub.transfer;

import dev.understudy.hub.transfer.TransferFailure.LostLine;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of one answer, piece by piece, of which one waits at a time; a line that falls silent
/// is given up. One thread reads.
final class Arrivals implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private sealed interface Event {}

    private record Piece(List<ByteBuffer> bytes) implements Event {}

    private record End() implements Event {}

    private record Broken(Throwable cause) implements Event {}

    private final String host;
    private final Duration silence;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private Optional<Flow.Subscription> subscription = Optional.empty();
    private boolean closed;

    Arrivals(String host, Duration silence) {
        this.host = host;
        this.silence = silence;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = Optional.of(given);
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    private synchronized void askForMore() {
        subscription.ifPresent(open -> open.request(1));
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        events.add(new Piece(bytes));
    }

    @Override
    public void onError(Throwable cause) {
        events.add(new Broken(cause));
    }

    @Override
    public void onComplete() {
        events.add(new End());
    }

    /// The next piece; empty at the end. Throws LostLine when the line broke or fell silent.
    List<ByteBuffer> next() throws LostLine {
        return switch (await()) {
            case Piece(List<ByteBuffer> bytes) -> {
                askForMore();
                yield bytes;
            }
            case End _ -> List.of();
            case Broken(Throwable cause) -> throw new LostLine(host, "the line broke", cause);
        };
    }

    private Event await() throws LostLine {
        try {
            @Nullable Event event = events.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new LostLine(host, "nothing came for " + Web.inWords(silence));
            }
            return event;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LostLine(host, "the transfer was stopped", stopped);
        }
    }

    /// All of it. Throws LostLine when there are more than `limit` bytes.
    byte[] readAll(int limit) throws LostLine {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (List<ByteBuffer> piece = next(); !piece.isEmpty(); piece = next()) {
            for (ByteBuffer bytes : piece) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                whole.writeBytes(copy);
            }
            if (whole.size() > limit) {
                throw new LostLine(host, "the answer is endless");
            }
        }
        return whole.toByteArray();
    }

    /// Lets go of the connection, even in the middle.
    @Override
    public synchronized void close() {
        closed = true;
        subscription.ifPresent(Flow.Subscription::cancel);
    }
}
