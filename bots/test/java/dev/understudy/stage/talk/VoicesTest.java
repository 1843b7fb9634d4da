package dev.understudy.stage.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.Script;
import dev.understudy.clone.voice.Voice;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Voices.Loading;
import dev.understudy.stage.talk.Voices.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VoicesTest {
    private static final long SIZE = 10_000_000;
    private static final Path ONE = Path.of("one");
    private static final Path TWO = Path.of("two");

    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger inMemory = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private Voices voices(long memory) {
        return new Voices(new Memory(memory, 1_000_000), this::find);
    }

    private Loading find(Path version) {
        return new Loading(
                SIZE,
                () -> {
                    loads.incrementAndGet();
                    most.accumulateAndGet(inMemory.incrementAndGet(), Math::max);
                    return new Counted(Troupe.voice(_ -> version.toString(), "Alice"));
                });
    }

    /// A voice that is missed when it is freed.
    private final class Counted implements Voice {
        private final Voice voice;

        Counted(Voice voice) {
            this.voice = voice;
        }

        @Override
        public Script script() {
            return voice.script();
        }

        @Override
        public void warmUp() {}

        @Override
        public Talk newTalk() {
            return voice.newTalk();
        }

        @Override
        public void close() {
            voice.close();
            inMemory.decrementAndGet();
        }
    }

    private static String speak(Source source) {
        return speak(source, Listener.NONE);
    }

    private static String speak(Source source, Listener listener) {
        return source.with(
                loaded -> {
                    Voice voice = loaded.voice();
                    SpeakerName alice = SpeakerName.of("Alice");
                    int[] prompt = voice.prompt(alice, new ContextWindow());
                    Turn turn =
                            loaded.recalls()
                                    .with(
                                            new Object(),
                                            talk ->
                                                    talk.reply(
                                                            alice,
                                                            prompt,
                                                            new Sampler(Sampling.DEFAULT),
                                                            listener));
                    return turn.text();
                });
    }

    @Test
    void whoAsksAtTheSameTimeWaitsForTheSameLoad() throws Exception {
        try (Voices voices = voices(5 * SIZE);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Source source = voices.source(i % 2 == 0 ? ONE : TWO);
                asked.add(threads.submit(() -> speak(source)));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(asked.get(i).get()).isEqualTo(i % 2 == 0 ? "one" : "two");
            }
            assertThat(loads).hasValue(2);
            assertThat(voices.bytes()).isEqualTo(2 * SIZE);
            assertThat(voices.hits().misses()).isEqualTo(2);
        }
        assertThat(inMemory).hasValue(0);
    }

    @Test
    void twoHundredChannelsOfTwoModelsWithMemoryForOne() throws Exception {
        try (Voices voices = voices(SIZE + SIZE / 2);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                Source source = voices.source(i % 200 < 100 ? ONE : TWO);
                asked.add(threads.submit(() -> speak(source)));
            }
            for (int i = 0; i < 2000; i++) {
                assertThat(asked.get(i).get()).isEqualTo(i % 200 < 100 ? "one" : "two");
            }
            assertThat(most).as("in memory at the same time").hasValue(1);
            assertThat(voices.bytes()).isEqualTo(SIZE);
        }
        assertThat(inMemory).hasValue(0);
    }

    @Test
    void whoSpeaksIsNotInterruptedByAnothersNeedOfMemory() throws Exception {
        CountDownLatch speaking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Listener slow =
                _ -> {
                    speaking.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException ended) {
                        throw new IllegalStateException(ended);
                    }
                };
        try (Voices voices = voices(SIZE);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = threads.submit(() -> speak(voices.source(ONE), slow));
            speaking.await();
            Future<String> second = threads.submit(() -> speak(voices.source(TWO)));
            assertThat(inMemory).hasValue(1);
            assertThat(second.isDone()).isFalse();
            goOn.countDown();
            assertThat(first.get()).isEqualTo("one");
            assertThat(second.get()).isEqualTo("two");
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void aModelThatNeverFitsIsAFaultOfThatRequestAlone() {
        try (Voices voices =
                new Voices(
                        new Memory(SIZE, 1_000_000),
                        version ->
                                version.equals(TWO)
                                        ? new Loading(2 * SIZE, () -> Troupe.voice(_ -> "no", "A"))
                                        : find(version))) {
            assertThatThrownBy(() -> speak(voices.source(TWO)))
                    .isInstanceOf(UserError.class)
                    .hasMessage("The clones cannot be called at the moment.");
            assertThatThrownBy(() -> voices.warm(TWO))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("takes 0.02 GB; all models together may take 0.01 GB");
            assertThat(speak(voices.source(ONE))).isEqualTo("one");
            assertThat(voices.bytes()).isEqualTo(SIZE);
        }
    }

    @Test
    void whatCannotBeLoadedIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        try (Voices voices =
                new Voices(
                        new Memory(SIZE, 1_000_000),
                        version -> {
                            if (tries.incrementAndGet() == 1) {
                                return new Loading(
                                        SIZE,
                                        () -> {
                                            throw new UserError("damaged", "restore it");
                                        });
                            }
                            return find(version);
                        })) {
            assertThatThrownBy(() -> voices.warm(ONE)).hasMessage("damaged");
            assertThat(voices.bytes()).isZero();
            assertThat(speak(voices.source(ONE))).isEqualTo("one");
        }
    }

    @Test
    void aVersionThatNobodyPlaysAnyMoreGoes() {
        try (Voices voices = voices(5 * SIZE)) {
            Source source = voices.source(ONE);
            Source again = voices.source(ONE);
            speak(source);
            again.close();
            assertThat(inMemory).as("still asked for").hasValue(1);
            speak(voices.source(TWO));
            source.close();
            assertThat(inMemory).hasValue(1);
            assertThat(voices.bytes()).isEqualTo(SIZE);
        }
    }
}
