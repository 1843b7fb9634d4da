package dev.understudy.cli.bench;

import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.shared.Limits;
import dev.understudy.model.shared.SharedModel;
import dev.understudy.model.shared.Usage;
import dev.understudy.sampling.Logits;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// How fast several conversations are decoded at the same time, as bots do it, and what it spares
/// to remember what was read.
///
/// @param alone tokens a second of one conversation
/// @param together tokens a second of [#CONVERSATIONS] at the same time, added up
/// @param window tokens that were read before a new message
/// @param anew from the prompt with that message to the first token, all of it read anew
/// @param next the same where the window was remembered
record Together(double alone, double together, int window, Duration anew, Duration next) {
    /// At the same time.
    static final int CONVERSATIONS = 8;

    private static final int PROMPT = 256;
    private static final int REPLY = 128;
    private static final int WINDOW = 900;

    /// About a message with its header and that of the reply.
    private static final int MESSAGE = 24;

    private static final int TRIES = 3;
    private static final int LOOK_MILLIS = 100;
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    /// Hears how many tokens there are.
    interface Listener {
        void decoded(int tokens);
    }

    /// Measures at that pace, after a warm-up.
    static Together measure(Subject subject, Pace pace, Listener listener) {
        try (SharedModel model = SharedModel.load(subject::speaker, Limits.DEFAULT, Usage.NONE)) {
            Scene scene = new Scene(subject, model, pace, listener);
            scene.tokensPerSecond(1, Duration.ofSeconds(1));
            Duration half = pace.atLeast().dividedBy(2);
            double alone = scene.tokensPerSecond(1, half);
            double together = scene.tokensPerSecond(CONVERSATIONS, half);
            int window = Math.min(WINDOW, model.contextLength() - 2 * MESSAGE);
            int[] prompt = subject.prompt(window + MESSAGE);
            return new Together(
                    alone,
                    together,
                    window,
                    scene.reading(prompt, 0),
                    scene.reading(prompt, window));
        }
    }

    /// How many times as many tokens as of one conversation.
    double gain() {
        return together / alone;
    }

    private record Scene(Subject subject, LanguageModel model, Pace pace, Listener listener) {
        double tokensPerSecond(int conversations, Duration time) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger tokens = new AtomicInteger();
            Duration taken;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Talk> talks =
                        IntStream.range(0, conversations)
                                .mapToObj(_ -> new Talk(over, tokens))
                                .toList();
                talks.forEach(Talk::begin);
                taken =
                        pace.time(
                                () -> {
                                    talks.forEach(threads::execute);
                                    waitFor(time, tokens);
                                    over.set(true);
                                });
            }
            return tokens.get() * 1e9 / taken.toNanos();
        }

        private void waitFor(Duration time, AtomicInteger tokens) {
            Duration waited = Duration.ZERO;
            while (waited.compareTo(time) < 0) {
                waited = waited.plus(pace.time(Scene::pause));
                listener.decoded(tokens.get());
            }
        }

        private static void pause() {
            try {
                NEVER.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        /// The median time to the scores after `prompt`, of which so many tokens were read before.
        Duration reading(int[] prompt, int read) {
            try (Decoder decoder = model.newDecoder()) {
                if (read > 0) {
                    decoder.append(Arrays.copyOf(prompt, read));
                }
                int[] rest = Arrays.copyOfRange(prompt, read, prompt.length);
                Duration[] times = new Duration[TRIES];
                for (int i = 0; i < TRIES; i++) {
                    decoder.truncate(read);
                    times[i] = pace.time(() -> decoder.append(rest));
                }
                Arrays.sort(times);
                return times[TRIES / 2];
            }
        }

        /// A conversation whose reply begins anew when it is long.
        private final class Talk implements Runnable {
            private final AtomicBoolean over;
            private final AtomicInteger tokens;
            private final Sampler sampler = new Sampler(Sampling.DEFAULT);
            private final Decoder decoder = model.newDecoder();
            private final int[] prompt =
                    subject.prompt(Math.clamp(model.contextLength() / 2, 1, PROMPT));
            private int next;

            Talk(AtomicBoolean over, AtomicInteger tokens) {
                this.over = over;
                this.tokens = tokens;
            }

            void begin() {
                next = sampler.pick(Logits.possible(decoder.append(prompt)));
            }

            @Override
            public void run() {
                try (decoder) {
                    int most = Math.min(prompt.length + REPLY, model.contextLength());
                    while (!over.get()) {
                        if (decoder.length() == most) {
                            decoder.truncate(prompt.length);
                        }
                        next = sampler.pick(Logits.possible(decoder.append(next)));
                        tokens.incrementAndGet();
                    }
                }
            }
        }
    }
}
