package dev.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.model.LanguageModel.Addition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizedGpt2Test {
    @TempDir private Path folder;
    private int[] ids;

    @BeforeEach
    void save() throws IOException {
        try (Gpt2 model = Gpt2.loadForTraining(Golden.FOLDER);
                Golden golden = new Golden()) {
            model.save(folder);
            ids = Arrays.copyOf(golden.ints("ids"), 40);
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
    void scoresAreThoseOfFloatsUpToRounding() {
        try (Gpt2 exact = Gpt2.load(folder);
                QuantizedGpt2 rounded = QuantizedGpt2.load(folder);
                Decoder exactly = exact.newDecoder();
                Decoder roughly = rounded.newDecoder()) {
            assertThat(meanError(roughly.append(ids), exactly.append(ids))).isBetween(1e-6, 0.1);
            assertThat(meanError(roughly.append(7), exactly.append(7))).isLessThan(0.1);
        }
    }

    @Test
    void aScoreDependsOnNothingButItsOwnSequence() {
        try (QuantizedGpt2 model = QuantizedGpt2.load(folder)) {
            float[] whole;
            try (Decoder decoder = model.newDecoder()) {
                whole = decoder.append(ids);
            }
            List<Addition> together = new ArrayList<>();
            int[] next = {ids[39], 3, 4, 5};
            for (int length : new int[] {39, 5, 17, 1}) {
                Decoder pieces = model.newDecoder();
                pieces.append(Arrays.copyOf(ids, (length + 1) / 2));
                if (length > 1) {
                    pieces.append(Arrays.copyOfRange(ids, (length + 1) / 2, length));
                }
                together.add(new Addition(pieces, new int[] {next[together.size()]}, 1));
            }
            List<float[][]> scores = model.appendEach(together);
            assertThat(meanError(scores.getFirst()[0], whole)).isLessThan(1e-3);
            together.forEach(one -> one.sequence().close());
        }
    }

    @Test
    void eachOfSeveralTokensAtOnceHasItsScores() {
        try (QuantizedGpt2 model = QuantizedGpt2.load(folder);
                Decoder one = model.newDecoder();
                Decoder other = model.newDecoder()) {
            float[][] together = one.append(ids, 7);
            other.append(Arrays.copyOf(ids, 33));
            assertThat(together).hasNumberOfRows(7);
            for (int i = 0; i < 7; i++) {
                assertThat(meanError(together[i], other.append(ids[33 + i]))).isLessThan(1e-3);
            }
        }
    }

    @Test
    void isRoundedOnceAndAnewWhenTheWeightsAreOthers() throws IOException {
        QuantizedGpt2.load(folder).close();
        Path file = folder.resolve("model.int8");
        byte[] first = Files.readAllBytes(file);
        long read = Files.getLastModifiedTime(file).toMillis();
        QuantizedGpt2.load(folder).close();
        assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(read);
        try (Gpt2 other = Gpt2.random(Gpt2Config.read(folder), 5)) {
            other.save(folder);
        }
        QuantizedGpt2.load(folder).close();
        assertThat(file).isRegularFile();
        assertThat(Files.readAllBytes(file)).isNotEqualTo(first);
    }

    @Test
    void aDamagedFileIsMadeAnew() throws IOException {
        Path file = folder.resolve("model.int8");
        Files.writeString(file, "nothing of the kind");
        try (QuantizedGpt2 model = QuantizedGpt2.load(folder);
                Decoder decoder = model.newDecoder()) {
            assertThat(decoder.append(ids)).hasSize(model.vocabularySize());
        }
        assertThat(Files.size(file)).isGreaterThan(1000);
    }
}
