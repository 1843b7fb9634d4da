package dev.understudy.clone.remote;

import dev.understudy.clone.remote.RemoteFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One request and what comes back: the answer's head, then its body, of which one piece waits at a
/// time. Whoever waits hears of time that is up, too. One thread waits; [#close] cuts the line.
///
/// Causes of failures are not kept: the JDK's messages repeat what the server sent.
final class Exchange implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    /// How the answer begins.
    record Head(int status, HttpHeaders headers) implements Event {}

    sealed interface Event {}

    private record Piece(List<ByteBuffer> bytes) implements Event {}

    private record End() implements Event {}

    private record Broken(Throwable cause) implements Event {}

    /// @param alarm whose time is up: it may have been stopped just then
    private record Late(int alarm, String what) implements Event {}

    private static final int DEADLINE = 0;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<?> sending;
    private CompletableFuture<?> alarm = new CompletableFuture<>();
    private int alarms = DEADLINE;
    private Optional<Flow.Subscription> subscription = Optional.empty();
    private boolean begun;
    private boolean closed;

    /// Sends `request` with `client`.
    ///
    /// @param deadline is up when it ends with a TimeoutException
    Exchange(HttpClient client, HttpRequest request, CompletableFuture<?> deadline) {
        tellWhenUp(deadline, DEADLINE, "took too long for a whole reply");
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request, BodyHandlers.ofPublisher());
        sending = answer;
        var _ = answer.whenComplete(this::answered);
    }

    private void answered(
            @Nullable HttpResponse<Flow.Publisher<List<ByteBuffer>>> response,
            @Nullable Throwable failure) {
        if (response == null) {
            events.add(new Broken(failure == null ? new IOException() : failure));
        } else {
            events.add(new Head(response.statusCode(), response.headers()));
            response.body().subscribe(this);
        }
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

    /// From now on it is too late after `time`, whatever was said before.
    ///
    /// @param what did not come, in words
    void expect(Duration time, String what) {
        alarm.cancel(false);
        alarm = new CompletableFuture<>().orTimeout(time.toNanos(), TimeUnit.NANOSECONDS);
        tellWhenUp(alarm, ++alarms, what);
    }

    private void tellWhenUp(CompletableFuture<?> time, int number, String what) {
        var _ =
                time.whenComplete(
                        (_, up) -> {
                            if (up instanceof TimeoutException) {
                                events.add(new Late(number, what));
                            }
                        });
    }

    /// Waits for the answer to begin; the first thing to wait for. Throws RemoteFailure when the
    /// line breaks, when it is too late, and when the thread is interrupted, which it stays.
    Head head() {
        if (next() instanceof Head head) {
            begun = true;
            return head;
        }
        throw new IllegalStateException("a body came before its head");
    }

    /// Waits for more of the body; empty at its end. Throws as [#head].
    List<ByteBuffer> more() {
        if (next() instanceof Piece(List<ByteBuffer> bytes)) {
            askForMore();
            return bytes;
        }
        return List.of();
    }

    private Event next() {
        while (true) {
            Event event = take();
            if (event instanceof Broken(Throwable cause)) {
                throw broken(cause);
            }
            if (!(event instanceof Late(int number, String what))) {
                return event;
            }
            if (number == DEADLINE || number == alarms) {
                throw RemoteFailure.of(Kind.SLOW, what);
            }
        }
    }

    private Event take() {
        try {
            return events.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw RemoteFailure.stopped();
        }
    }

    private RemoteFailure broken(Throwable failure) {
        if (begun) {
            return RemoteFailure.of(Kind.BROKEN, "ended its answer in the middle");
        }
        if (isBecauseOf(failure, HttpConnectTimeoutException.class)) {
            return RemoteFailure.of(Kind.SLOW, "takes no connection in time");
        }
        if (isBecauseOf(failure, UnresolvedAddressException.class)) {
            return RemoteFailure.of(Kind.UNREACHABLE, "cannot be found: there is no such name");
        }
        if (isBecauseOf(failure, SSLException.class)) {
            return RemoteFailure.of(Kind.REFUSED, "makes no secure connection");
        }
        if (isBecauseOf(failure, ConnectException.class)) {
            return RemoteFailure.of(Kind.UNREACHABLE, "refuses the connection");
        }
        return isBecauseOf(failure, ProtocolException.class)
                ? RemoteFailure.of(Kind.NONSENSE, "does not speak HTTP")
                : RemoteFailure.of(Kind.UNREACHABLE, "gives no answer: the line broke");
    }

    private static boolean isBecauseOf(Throwable failure, Class<? extends Throwable> type) {
        return Stream.<@Nullable Throwable>iterate(
                        failure, Objects::nonNull, cause -> cause == null ? null : cause.getCause())
                .anyMatch(type::isInstance);
    }

    /// Lets go of the connection, even in the middle.
    @Override
    public synchronized void close() {
        closed = true;
        alarm.cancel(false);
        sending.cancel(true);
        subscription.ifPresent(Flow.Subscription::cancel);
    }
}
