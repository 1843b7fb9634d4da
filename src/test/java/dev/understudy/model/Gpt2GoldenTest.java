package dev.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.model.device.ComputeDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our GPT-2 against Hugging Face's, number by number.
class Gpt2GoldenTest {
    private Golden golden;
    private Gpt2 model;

    @BeforeEach
    void open() {
        golden = new Golden();
        model = Gpt2.loadForTraining(Golden.FOLDER);
    }

    @AfterEach
    void close() {
        model.close();
        golden.close();
    }

    @Test
    void bfloat16ScoresAreThoseOfFloatsUpToRounding() {
        try (Gpt2 exact = Gpt2.load(Golden.FOLDER);
                Gpt2 half = Gpt2.loadHalf(Golden.FOLDER, ComputeDevice.CPU);
                Decoder exactly = exact.newDecoder();
                Decoder roughly = half.newDecoder()) {
            int[] ids = {5, 17, 3, 40, 8, 22, 9};
            double furthest = meanError(roughly.append(ids), exactly.append(ids));
            assertThat(furthest).isBetween(1e-6, 0.03);
            assertThat(meanError(roughly.append(7), exactly.append(7))).isLessThan(0.03);
            assertThat(roughly.bytes()).isEqualTo(exactly.bytes() / 2);
        }
    }

    private static double meanError(float[] a, float[] b) {
        double sum = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
            size += Math.abs(b[i]);
        }
        return sum / size;
    }

    @Test
    void logitsAgree() {
        assertThat(furthest(model.logits(golden.batch()), golden.floats("logits")))
                .isLessThan(1e-4);
    }

    @Test
    void logitsOfACheckpointWithoutPrefixAgree() {
        long[] ids = golden.longs("bare.ids");
        try (Gpt2 bare = Gpt2.load(Golden.FOLDER.resolve("bare"))) {
            float[] logits = bare.logits(new Batch(1, ids.length, ids, ids));
            assertThat(furthest(logits, golden.floats("bare.logits"))).isLessThan(1e-4);
        }
    }

    @Test
    void lossAgrees() {
        assertThat(model.loss(golden.batch())).isCloseTo(golden.floats("loss")[0], within(1e-5));
    }

    @Test
    void lossesOfTokensComeToTheLoss() {
        Batch batch = golden.batch();
        float[] losses = model.losses(batch);
        double sum = 0;
        int counted = 0;
        for (int i = 0; i < losses.length; i++) {
            if (batch.targets()[i] == Batch.IGNORED) {
                assertThat(losses[i]).isZero();
            } else {
                sum += losses[i];
                counted++;
            }
        }
        assertThat(sum / counted).isCloseTo(golden.floats("loss")[0], within(1e-5));
    }

    @Test
    void sixtyFourGreedyTokensAreTheSame() {
        int[] expected = golden.ints("greedy");
        assertThat(greedy(model, golden.ints("greedy_prompt"), expected.length))
                .containsExactly(expected);
        try (Gpt2 laidOutForDecoding = Gpt2.load(Golden.FOLDER)) {
            assertThat(greedy(laidOutForDecoding, golden.ints("greedy_prompt"), expected.length))
                    .containsExactly(expected);
        }
    }

    @Test
    void readingInPiecesGivesTheSameLogits() {
        int[] ids = Arrays.copyOf(golden.ints("ids"), 40);
        try (Decoder whole = model.newDecoder();
                Decoder pieces = model.newDecoder()) {
            float[] expected = whole.append(ids);
            pieces.append(Arrays.copyOfRange(ids, 0, 7));
            pieces.append(5, 6, 7);
            pieces.truncate(7);
            pieces.append(Arrays.copyOfRange(ids, 7, 30));
            float[] actual = pieces.append(Arrays.copyOfRange(ids, 30, 40));
            assertThat(furthest(actual, expected)).isLessThan(1e-4);
            assertThat(pieces.length()).isEqualTo(40);
        }
    }

    @Test
    void aSavedCheckpointIsTheSameModel(@TempDir Path folder) throws IOException {
        model.save(folder);
        try (Gpt2 again = Gpt2.load(folder)) {
            assertThat(again.config()).isEqualTo(model.config());
            assertThat(furthest(again.logits(golden.batch()), golden.floats("logits")))
                    .isLessThan(1e-4);
        }
    }

    private static int[] greedy(LanguageModel model, int[] prompt, int count) {
        List<Integer> ids = new ArrayList<>();
        try (Decoder decoder = model.newDecoder()) {
            float[] logits = decoder.append(prompt);
            while (ids.size() < count) {
                int best = 0;
                for (int i = 1; i < logits.length; i++) {
                    best = logits[i] > logits[best] ? i : best;
                }
                ids.add(best);
                logits = decoder.append(best);
            }
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double furthest(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double furthest = 0;
        for (int i = 0; i < a.length; i++) {
            furthest = Math.max(furthest, Math.abs(a[i] - b[i]));
        }
        return furthest;
    }
}
