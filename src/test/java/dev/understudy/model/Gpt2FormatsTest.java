package dev.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.checkpoint.SafeTensors;
import dev.understudy.checkpoint.WeightFiles;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One model in every form that weights come in; made by `golden/make_formats.py`.
class Gpt2FormatsTest {
    static final double TOLERANCE = 1e-4;
    private static final Path FORMATS = Golden.FOLDER.resolve("formats");

    @ParameterizedTest
    @ValueSource(strings = {"whole", "shards", "f16", "bf16", "torch", "legacy", "torch_shards"})
    void everyFormAnswersAsTransformersDoes(String form) {
        try (Gpt2 learner = Gpt2.loadForTraining(FORMATS.resolve(form));
                Gpt2 speaker = Gpt2.load(FORMATS.resolve(form))) {
            assertThat(furthestFromAnswers(learner, FORMATS.resolve(form))).isLessThan(TOLERANCE);
            assertThat(furthestFromAnswers(speaker, FORMATS.resolve(form))).isLessThan(TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shards", "f16", "bf16", "torch", "legacy", "torch_shards"})
    void everyFormBecomesOneFileOfTheSameWeights(String form, @TempDir Path folder)
            throws IOException {
        Path original = FORMATS.resolve(form);
        WeightFiles.convert(original, folder);
        Files.copy(original.resolve("config.json"), folder.resolve("config.json"));
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
        try (Gpt2 converted = Gpt2.load(folder)) {
            assertThat(furthestFromAnswers(converted, original)).isLessThan(TOLERANCE);
        }
    }

    @Test
    void tiedWeightsAreWrittenOnceAndTypesAreKept(@TempDir Path folder) throws IOException {
        WeightFiles.convert(FORMATS.resolve("torch"), folder);
        WeightFiles.convert(FORMATS.resolve("bf16"), Files.createDirectory(folder.resolve("half")));
        try (SafeTensors tied = SafeTensors.open(folder.resolve("model.safetensors"));
                SafeTensors half = SafeTensors.open(folder.resolve("half/model.safetensors"))) {
            assertThat(tied.names())
                    .contains("transformer.wte.weight", "transformer.h.0.attn.bias");
            assertThat(tied.names()).doesNotContain("lm_head.weight");
            assertThat(tied.entry("transformer.h.0.attn.bias").type()).hasToString("U8");
            assertThat(half.entry("transformer.wte.weight").type()).hasToString("BF16");
        }
    }

    @Test
    void aFolderIsConvertedInPlaceOnceAndThenLeftAlone(@TempDir Path folder) throws IOException {
        Files.copy(
                FORMATS.resolve("legacy/pytorch_model.bin"), folder.resolve("pytorch_model.bin"));
        WeightFiles.convert(folder, folder);
        byte[] converted = Files.readAllBytes(folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("pytorch_model.bin"), "gone");
        WeightFiles.convert(folder, folder);
        assertThat(folder.resolve("model.safetensors")).hasBinaryContent(converted);
    }

    @Test
    void aModelOutlivesItsFilesWhenTheyAreDeletedAndEndsOnAnyThread(@TempDir Path folder)
            throws IOException {
        Path original = FORMATS.resolve("whole");
        for (String name : List.of("config.json", "model.safetensors")) {
            Files.copy(original.resolve(name), folder.resolve(name));
        }
        Gpt2 model = Gpt2.load(folder);
        Files.delete(folder.resolve("model.safetensors"));
        assertThat(furthestFromAnswers(model, original)).isLessThan(TOLERANCE);
        CompletableFuture.runAsync(model::close).join();
        assertThatThrownBy(() -> Gpt2.load(folder)).isInstanceOf(UserError.class);
    }

    @Test
    void aModelLaidOutForDecodingCannotLearn() {
        try (Gpt2 model = Gpt2.load(FORMATS.resolve("whole"))) {
            assertThatThrownBy(model::weights).isInstanceOf(IllegalStateException.class);
        }
    }

    /// The largest difference between our logits and those in the folder's `answers.safetensors`.
    static double furthestFromAnswers(Gpt2 model, Path folder) {
        try (SafeTensors answers = SafeTensors.open(folder.resolve("answers.safetensors"))) {
            long[] ids = new long[Math.toIntExact(answers.entry("ids").count())];
            answers.bytes("ids").asLongBuffer().get(ids);
            float[] theirs = new float[Math.toIntExact(answers.entry("logits").count())];
            answers.bytes("logits").asFloatBuffer().get(theirs);
            float[] ours = model.logits(new Batch(1, ids.length, ids, ids));
            assertThat(ours).hasSameSizeAs(theirs);
            double furthest = 0;
            for (int i = 0; i < ours.length; i++) {
                furthest = Math.max(furthest, Math.abs(ours[i] - theirs[i]));
            }
            return furthest;
        }
    }
}
