package dev.understudy.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecallTest {
    private static final Gpt2Config SHAPE = new Gpt2Config(97, 200, 16, 2, 2, 0);

    /// Counts what a model reads.
    private static final class Counting implements Decoder {
        private final Decoder decoder;
        private int read;

        Counting(Decoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public float[] append(int... ids) {
            read += ids.length;
            return decoder.append(ids);
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
            Counting counting = new Counting(model.newDecoder());
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

    private static void agrees(Gpt2 model, int[] prompt, float[] scores) {
        try (Decoder anew = model.newDecoder()) {
            float[] expected = anew.append(prompt);
            for (int id : List.of(0, 17, 96)) {
                assertThat(scores[id]).isCloseTo(expected[id], within(1e-4f));
            }
        }
    }
}
