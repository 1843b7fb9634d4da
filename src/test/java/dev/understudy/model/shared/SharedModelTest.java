package dev.understudy.model.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.LanguageModel.Addition;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SharedModelTest {
    private static final Gpt2Config SHAPE = new Gpt2Config(97, 64, 16, 2, 2, 0);

    private static Gpt2 model() {
        return Gpt2.randomForDecoding(SHAPE, 3);
    }

    private static int[] prompt(int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return random.ints(1 + seed % 30, 0, SHAPE.vocabularySize()).toArray();
    }

    /// What a model writes after a prompt, and the scores of the last token.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Text(List<Integer> ids, float[] last) {}

    private static Text write(LanguageModel model, int seed) {
        Sampler sampler = new Sampler(Sampling.DEFAULT.withSeed(seed));
        List<Integer> ids = new ArrayList<>();
        try (LanguageModel.Place _ = model.enter(PATIENCE);
                Decoder decoder = model.newDecoder()) {
            float[] logits = decoder.append(prompt(seed));
            while (ids.size() < 10 + seed % 17) {
                int id = sampler.pick(logits);
                ids.add(id);
                logits = decoder.append(id);
            }
            return new Text(ids, logits);
        }
    }

    @Test
    void aTextIsTheSameAloneAndAmongOthers() throws Exception {
        List<Text> alone = new ArrayList<>();
        try (Gpt2 own = model()) {
            for (int seed = 0; seed < 40; seed++) {
                alone.add(write(own, seed));
            }
        }
        try (SharedModel shared = new SharedModel(model(), new Limits(6, 99, 8));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Text>> texts = new ArrayList<>();
            for (int seed = 0; seed < 40; seed++) {
                int one = seed;
                texts.add(threads.submit(() -> write(shared, one)));
            }
            for (int seed = 0; seed < 40; seed++) {
                Text text = texts.get(seed).get();
                assertThat(text.ids()).as("seed %d", seed).isEqualTo(alone.get(seed).ids());
                assertThat(furthest(text.last(), alone.get(seed).last())).isLessThan(1e-5);
            }
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static double furthest(float[] a, float[] b) {
        double furthest = 0;
        for (int i = 0; i < a.length; i++) {
            furthest = Math.max(furthest, Math.abs(a[i] - b[i]));
        }
        return furthest;
    }

    @Test
    void manySequencesOfDifferentLengthsInOneStepAgreeWithEachAlone() {
        try (Gpt2 model = model()) {
            List<Addition> together = new ArrayList<>();
            List<float[][]> expected = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int[] read = prompt(7 * i + 1);
                Decoder one = model.newDecoder();
                one.append(read);
                int[] more = prompt(i + 3);
                together.add(new Addition(one, more, Math.min(i, more.length)));
                try (Decoder alone = model.newDecoder()) {
                    alone.append(read);
                    expected.add(alone.append(more, Math.min(i, more.length)));
                }
            }
            List<float[][]> actual = model.appendEach(together);
            for (int i = 0; i < 5; i++) {
                assertThat(actual.get(i)).hasDimensions(Math.min(i, i + 4), 97);
                for (int row = 0; row < actual.get(i).length; row++) {
                    assertThat(furthest(actual.get(i)[row], expected.get(i)[row])).isLessThan(1e-5);
                }
                Decoder one = together.get(i).sequence();
                assertThat(one.length()).isEqualTo(prompt(7 * i + 1).length + prompt(i + 3).length);
                one.close();
            }
        }
    }

    @Test
    void whoAsksWronglyFailsAlone() throws Exception {
        try (SharedModel shared = new SharedModel(model());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Text>> others = new ArrayList<>();
            for (int seed = 0; seed < 8; seed++) {
                int one = seed;
                others.add(threads.submit(() -> write(shared, one)));
            }
            try (Decoder wrong = shared.newDecoder()) {
                for (int i = 0; i < 20; i++) {
                    assertThatThrownBy(() -> wrong.append(SHAPE.vocabularySize()))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("token 97");
                }
                wrong.append(1, 2, 3);
                assertThatThrownBy(() -> wrong.append(new int[70]))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("the context holds 64");
                assertThat(wrong.length()).isEqualTo(3);
            }
            try (Gpt2 own = model()) {
                for (int seed = 0; seed < 8; seed++) {
                    assertThat(others.get(seed).get().ids()).isEqualTo(write(own, seed).ids());
                }
            }
        }
    }

    @Test
    void asManyHaveAPlaceAsFitAQuarterOfTheMemory() {
        assertThat(Limits.within(1000, 4_000_000)).isEqualTo(Limits.DEFAULT);
        assertThat(Limits.within(1000, 20_000).together()).isEqualTo(5);
        assertThat(Limits.within(1000, 100).together()).isEqualTo(1);
    }

    @Test
    void whoFindsNoPlaceIsToldSo() throws Exception {
        Limits narrow = new Limits(1, 1, 8);
        try (SharedModel shared = new SharedModel(model(), narrow)) {
            try (LanguageModel.Place _ = shared.enter(PATIENCE)) {
                assertThatThrownBy(() -> shared.enter(Duration.ofMillis(50)))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("Too many wait");
            }
            shared.enter(PATIENCE).close();
        }
    }

    @Test
    void whoIsInterruptedLeavesAtOnceAndTheSequenceIsAsItWas() throws Exception {
        Held held = new Held(model());
        try (SharedModel shared = new SharedModel(held, new Limits(8, 50, 4));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Decoder mine = shared.newDecoder()) {
            mine.append(1, 2, 3);
            held.stop();
            Future<Text> other = threads.submit(() -> write(shared, 7));
            held.awaitCall();
            Future<Boolean> waiting =
                    threads.submit(
                            () -> {
                                Thread.currentThread().interrupt();
                                assertThatThrownBy(() -> mine.append(new int[40]))
                                        .isInstanceOf(CancellationException.class);
                                return Thread.interrupted();
                            });
            held.goOn();
            assertThat(waiting.get()).isTrue();
            assertThat(mine.length()).isEqualTo(3);
            try (Gpt2 own = model()) {
                assertThat(other.get().ids()).isEqualTo(write(own, 7).ids());
            }
        }
    }

    /// A model that can be stopped in a call.
    private static final class Held implements LanguageModel {
        private final LanguageModel model;
        private final CountDownLatch called = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean stopped;
        private volatile boolean closes = true;

        Held(LanguageModel model) {
            this.model = model;
        }

        void stop() {
            stopped = true;
        }

        void awaitCall() throws InterruptedException {
            called.await();
        }

        void goOn() {
            released.countDown();
        }

        @Override
        public int vocabularySize() {
            return model.vocabularySize();
        }

        @Override
        public int contextLength() {
            return model.contextLength();
        }

        @Override
        public Decoder newDecoder() {
            return model.newDecoder();
        }

        @Override
        public List<float[][]> appendEach(List<Addition> additions) {
            try {
                if (stopped) {
                    called.countDown();
                    released.await();
                }
            } catch (InterruptedException ended) {
                throw new IllegalStateException(ended);
            }
            return model.appendEach(additions);
        }

        void failToClose() {
            closes = false;
        }

        @Override
        public void close() {
            if (!closes) {
                throw new IllegalStateException("cannot be closed");
            }
            model.close();
        }
    }

    @Test
    void tenThousandAtOnceEndInATextOrAClearRefusal() throws Exception {
        try (SharedModel shared = new SharedModel(model(), new Limits(8, 50, 16));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> asked = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                asked.add(threads.submit(() -> isWritten(shared)));
            }
            int written = 0;
            for (Future<Boolean> one : asked) {
                written += one.get() ? 1 : 0;
            }
            assertThat(written).isBetween(58, 9_999);
        }
    }

    private static boolean isWritten(LanguageModel model) {
        try {
            write(model, 5);
            return true;
        } catch (UserError busy) {
            return false;
        }
    }

    @Test
    void onceItIsClosedNobodyReadsAnyMore() {
        SharedModel shared = new SharedModel(model());
        Decoder decoder = shared.newDecoder();
        decoder.append(1);
        decoder.close();
        shared.close();
        assertThatThrownBy(shared::newDecoder).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoModelsAreUsedInTurnAndOneMayGo() throws Exception {
        try (SharedModel one = new SharedModel(model());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Text>> texts = new ArrayList<>();
            try (SharedModel other = new SharedModel(model(), new Limits(2, 99, 8))) {
                for (int seed = 0; seed < 24; seed++) {
                    SharedModel mine = seed % 2 == 0 ? one : other;
                    int its = seed;
                    texts.add(threads.submit(() -> write(mine, its)));
                }
                for (int seed = 1; seed < 24; seed += 2) {
                    texts.get(seed).get();
                }
            }
            try (Gpt2 own = model()) {
                for (int seed = 0; seed < 24; seed++) {
                    assertThat(texts.get(seed).get().ids()).isEqualTo(write(own, seed).ids());
                }
                assertThat(write(one, 30).ids()).isEqualTo(write(own, 30).ids());
            }
        }
    }

    @Test
    void whatCannotBeFreedSaysSoAndHoldsUpNobody() {
        Held broken = new Held(model());
        SharedModel unlucky = new SharedModel(broken);
        broken.close();
        broken.failToClose();
        try (SharedModel lucky = new SharedModel(model())) {
            assertThatThrownBy(unlucky::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("cannot be closed");
            assertThat(write(lucky, 3).ids()).isNotEmpty();
        }
    }
}
