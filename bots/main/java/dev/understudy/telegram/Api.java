package dev.understudy.telegram;

import java.io.IOException;
import java.io.Serializable;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Calls Telegram's methods and waits for their answers. Thread-safe.
final class Api implements AutoCloseable {
    private static final int MOST_CALLS = 64;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final String FOREIGN = "what answers is not Telegram, or is out of order";

    private final TelegramAccount account;
    private final Patience patience;
    private final OkHttpClient calls;
    private final OkHttpClient polls;
    private final TelegramClient caller;
    private final TelegramClient poller;
    private volatile boolean pollsEnded;
    private final CountDownLatch closed = new CountDownLatch(1);

    Api(TelegramAccount account, Patience patience) {
        this.account = account;
        this.patience = patience;
        calls = client(patience.answer());
        polls = client(patience.poll().plus(patience.answer()));
        caller = new OkHttpTelegramClient(calls, account.token(), account.url());
        poller = new OkHttpTelegramClient(polls, account.token(), account.url());
    }

    /// OkHttp's own second tries are off: what was sent once might be said twice.
    private static OkHttpClient client(Duration answer) {
        Dispatcher dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
        dispatcher.setMaxRequests(MOST_CALLS);
        dispatcher.setMaxRequestsPerHost(MOST_CALLS);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .protocols(List.of(Protocol.HTTP_1_1)) // so that a connection can be probed
                .readTimeout(answer)
                .addInterceptor(Api::whole)
                .addNetworkInterceptor(Api::sent)
                .build();
    }

    /// The line broke after the request was on it.
    private static final class Unanswered extends IOException {
        private static final long serialVersionUID = 1;

        Unanswered(IOException cause) {
            super(cause);
        }
    }

    /// Something answered that does not speak Telegram's language.
    private static final class Foreign extends IOException {
        private static final long serialVersionUID = 1;
    }

    /// OkHttp calls this only once it is connected.
    private static Response sent(Interceptor.Chain chain) throws IOException {
        if (chain.connection() != null) {
            probe(chain.connection().socket());
        }
        try {
            return chain.proceed(chain.request());
        } catch (IOException broken) {
            throw new Unanswered(broken);
        }
    }

    /// Throws IOException when Telegram has closed `socket` meanwhile, which otherwise would show
    /// only after the request was sent. OkHttp itself looks only after ten idle seconds.
    private static void probe(Socket socket) throws IOException {
        int timeout = socket.getSoTimeout();
        socket.setSoTimeout(1);
        try {
            int unasked = socket.getInputStream().read();
            throw new IOException(unasked < 0 ? "closed by Telegram" : "out of step");
        } catch (SocketTimeoutException stillOpen) {
            socket.setSoTimeout(timeout);
        } catch (IOException useless) {
            socket.close();
            throw useless;
        }
    }

    /// Reads the answer to its end: TelegramBots waits for ever for one that breaks off.
    private static Response whole(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String text;
        try (ResponseBody body = response.body()) {
            text = body.string();
        } catch (IOException broken) {
            throw new Unanswered(broken);
        }
        if (!text.contains("\"ok\"")) {
            throw response.isSuccessful() ? new Unanswered(new Foreign()) : new Foreign();
        }
        return response.newBuilder().body(ResponseBody.create(text, null)).build();
    }

    /// What comes of `method`, tried again and waited for as Telegram says, unless it might be done
    /// twice by that. Throws Fault when it failed for good.
    <T extends Serializable, M extends BotApiMethod<T>> T call(M method) throws Fault {
        Duration waited = Duration.ZERO;
        for (int tries = 1; ; tries++) {
            try {
                return once(method);
            } catch (Fault fault) {
                Duration pause = pause(fault, method, tries);
                waited = waited.plus(pause);
                if (pause.isNegative() || waited.compareTo(LONGEST_WAIT) > 0 || !rest(pause)) {
                    throw fault;
                }
            }
        }
    }

    /// How long to wait until the next try; negative when there is to be none: what was said might
    /// be said twice, and who types does it now or not at all.
    private Duration pause(Fault fault, BotApiMethod<?> method, int tries) {
        boolean again =
                switch (fault.kind()) {
                    case BUSY -> true;
                    case UNREACHABLE, BROKEN -> tries < patience.tries();
                    case UNANSWERED -> tries < patience.tries() && !(method instanceof SendMessage);
                    case MOVED, REFUSED -> false;
                };
        return again && !(method instanceof SendChatAction)
                ? fault.wait(patience.pause(tries))
                : Duration.ofMillis(-1);
    }

    /// Waits for `pause`; false when this is closed or the thread interrupted meanwhile.
    private boolean rest(Duration pause) {
        try {
            return !closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What comes of `method`, tried once. Throws Fault when it fails, or the thread is
    /// interrupted.
    <T extends Serializable, M extends BotApiMethod<T>> T once(M method) throws Fault {
        boolean poll = method instanceof GetUpdates;
        Duration limit = patience.answer().plus(poll ? patience.poll() : Duration.ZERO);
        String name = method.getMethod();
        try {
            CompletableFuture<T> answer = (poll ? poller : caller).executeAsync(method);
            if (poll && pollsEnded) {
                polls.dispatcher().cancelAll(); // the call began after all others were broken off
            }
            T result = answer.get(2 * limit.toMillis(), TimeUnit.MILLISECONDS);
            if (result == null) {
                throw new Fault(Fault.Kind.UNANSWERED, name, FOREIGN, new Foreign());
            }
            return result;
        } catch (ExecutionException failed) {
            throw fault(name, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            throw new Fault(Fault.Kind.UNANSWERED, name, "no answer", late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            if (poll) {
                polls.dispatcher().cancelAll(); // else it would stand in the way of the next
            }
            throw new Fault(Fault.Kind.UNANSWERED, name, "interrupted", stop);
        } catch (TelegramApiException _) {
            // No cause to keep: it quotes what was to be sent.
            throw new Fault(
                    Fault.Kind.REFUSED, name, "not fit to be sent", new IllegalStateException());
        }
    }

    /// An answer that could not be read is no cause to keep: the parser quotes it.
    private Fault fault(String name, Throwable cause) {
        return switch (cause) {
            case TelegramApiRequestException answer when isTelegrams(answer) ->
                    new Fault(name, answer, account.masked(reason(answer)));
            case TelegramApiRequestException _ ->
                    new Fault(Fault.Kind.UNANSWERED, name, FOREIGN, new Foreign());
            case Foreign foreign -> new Fault(Fault.Kind.BROKEN, name, FOREIGN, foreign);
            case Unanswered lost -> new Fault(Fault.Kind.UNANSWERED, name, "no answer", lost);
            case IOException line -> new Fault(Fault.Kind.UNREACHABLE, name, "no connection", line);
            default ->
                    new Fault(Fault.Kind.UNANSWERED, name, cause.getClass().getSimpleName(), cause);
        };
    }

    private static boolean isTelegrams(TelegramApiRequestException answer) {
        return answer.getErrorCode() == null || answer.getErrorCode() != 0;
    }

    private static String reason(TelegramApiRequestException answer) {
        return Optional.ofNullable(answer.getApiResponse()).orElse("no reason given");
    }

    /// Breaks off a poll that waits, and all that are to come.
    void endPolls() {
        pollsEnded = true;
        polls.dispatcher().cancelAll();
    }

    /// Ends all waiting, and lets go of the connections.
    @Override
    public void close() {
        closed.countDown();
        for (OkHttpClient client : new OkHttpClient[] {calls, polls}) {
            client.dispatcher().cancelAll();
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }
}
