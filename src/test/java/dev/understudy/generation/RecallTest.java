package dev.understudy.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.LanguageModel;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecallTest {
    private static final Gpt2Config SHAPE = new Gpt2Config(97, 200, 16, 2, 2, 0);

    /// Counts what a model reads, and finds it worth guessing where it is told so.
    private static final class Counting implements LanguageModel {
        private final Gpt2 model;
        private final double worth;
        private int read;
        private int calls;

        Counting(Gpt2 model, double worth) {
            this.model = model;
            this.worth = worth;
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
        public double worthGuessing(int together) {
            return worth;
        }

        @Override
        public Decoder newDecoder() {
            return new Counted(model.newDecoder());
        }

        @Override
        public void close() {}

        private final class Counted implements Decoder {
            private final Decoder decoder;

            Counted(Decoder decoder) {
                this.decoder = decoder;
            }

            @Override
            public float[] append(int... ids) {
                return append(ids, 1)[0];
            }

            @Override
            public float[][] append(int[] ids, int scored) {
                read += ids.length;
                calls++;
                return decoder.append(ids, scored);
            }

            @Override
            public int length() {
                return decoder.length();
            }

            @Override
            public void truncate(int length) {
                decoder.truncate(length);
            }

            @Override
            public void close() {
                decoder.close();
            }
        }
    }

    private static int[] ids(int from, int count) {
        int[] ids = new int[count];
        Arrays.setAll(ids, i -> (from + i * 7) % 97);
        return ids;
    }

    private static int[] joined(int[] first, int... more) {
        int[] both = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, both, first.length, more.length);
        return both;
    }

    @Test
    void readsOnlyWhatIsNewAndGivesTheSameScores() {
        try (Gpt2 model = Gpt2.randomForDecoding(SHAPE, 3)) {
            Counting counting = new Counting(model, 1);
            try (Recall recall = new Recall(counting)) {
                int[] first = ids(1, 100);
                agrees(model, first, recall.read(first));
                recall.append(5);
                recall.append(6);
                assertThat(counting.read).isEqualTo(102);
                int[] next = joined(first, 5, 6, 20, 21, 22);
                agrees(model, next, recall.read(next));
                assertThat(counting.read).as("three more").isEqualTo(105);
                agrees(model, next, recall.read(next));
                assertThat(counting.read).as("the last one again").isEqualTo(106);
                int[] edited = next.clone();
                edited[60] = 3;
                agrees(model, edited, recall.read(edited));
                assertThat(counting.read).as("from the edit on").isEqualTo(106 + 45);
                int[] other = ids(50, 30);
                agrees(model, other, recall.read(other));
                assertThat(counting.read).isEqualTo(106 + 45 + 30);
            }
        }
    }

    /// A text that repeats itself, written with and without guesses: the same, in fewer calls.
    @Test
    void whatIsGuessedChangesNothingButHowLongItTakes() {
        try (Gpt2 model = Gpt2.randomForDecoding(SHAPE, 3)) {
            for (double temperature : new double[] {0, 0.05, 0.3, 1}) {
                Counting plain = new Counting(model, 1);
                Counting guessing = new Counting(model, 0.05);
                for (int seed = 0; seed < 5; seed++) {
                    Sampling sampling =
                            Sampling.DEFAULT.withTemperature(temperature).withSeed(seed);
                    assertThat(written(guessing, sampling)).isEqualTo(written(plain, sampling));
                }
                assertThat(guessing.calls).isLessThanOrEqualTo(plain.calls);
                if (temperature < 0.1) {
                    assertThat(guessing.calls).as("calls").isLessThan(plain.calls);
                }
            }
        }
    }

    private static List<Integer> written(LanguageModel model, Sampling sampling) {
        Sampler sampler = new Sampler(sampling);
        List<Integer> ids = new ArrayList<>();
        try (Recall recall = new Recall(model)) {
            float[] scores = recall.read(ids(3, 20));
            while (recall.length() < model.contextLength()) {
                int id = sampler.pick(scores);
                ids.add(id);
                scores = recall.append(id);
            }
        }
        return ids;
    }

    @Test
    void stepsBackFromWhatWasGuessed() {
        try (Gpt2 model = Gpt2.randomForDecoding(SHAPE, 3)) {
            Counting guessing = new Counting(model, 0.01);
            try (Recall recall = new Recall(guessing)) {
                int[] again = joined(ids(1, 30), ids(1, 12));
                recall.read(again);
                int before = guessing.read;
                float[] scores = recall.append(ids(1, 13)[12]);
                assertThat(guessing.read).as("with guesses").isGreaterThan(before + 1);
                agrees(model, joined(again, ids(1, 13)[12]), scores);
                agrees(
                        model,
                        joined(again, ids(1, 14)[12], ids(1, 14)[13]),
                        recall.append(ids(1, 14)[13]));
                recall.truncate(42);
                agrees(model, joined(again, 9), recall.append(9));
                agrees(model, joined(again, 9, 8), recall.append(8));
                int[] other = joined(ids(1, 35), 4, 4, 4);
                agrees(model, other, recall.read(other));
            }
        }
    }

    private static void agrees(Gpt2 model, int[] prompt, float[] scores) {
        try (Decoder anew = model.newDecoder()) {
            float[] expected = anew.append(prompt);
            for (int id : List.of(0, 17, 96)) {
                assertThat(scores[id]).isCloseTo(expected[id], within(1e-4f));
            }
        }
    }
}
