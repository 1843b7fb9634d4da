package dev.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Checkpoints go to transformers and come back with the same logits. Runs where
/// `UNDERSTUDY_PYTHON`, else `python3`, has torch and transformers.
class HuggingFaceCheckpointTest {
    private static final int NOT_INSTALLED = 3;
    private static final int COMMAND_NOT_FOUND = 127;

    @Test
    void transformersComputesTheSameLogits(@TempDir Path folder)
            throws IOException, InterruptedException {
        Gpt2Config config = new Gpt2Config(211, 32, 24, 2, 3, 210);
        try (Gpt2 model = Gpt2.random(config, 5)) {
            model.save(folder);
            checkWithTransformers(model, folder, folder.resolve("answers.json"));
        }
    }

    @Test
    void whatTransformersAndTorchSaveLoadsHereAndGoesBack(@TempDir Path folder)
            throws IOException, InterruptedException {
        runPython("make_formats.py", folder.toString(), "--seed=7", "--width=48");
        List<Path> forms;
        try (Stream<Path> made = Files.list(folder)) {
            forms = made.sorted().toList();
        }
        assertThat(forms).hasSize(7);
        for (Path form : forms) {
            try (Gpt2 model = Gpt2.loadForTraining(form)) {
                assertThat(Gpt2FormatsTest.furthestFromAnswers(model, form))
                        .as(form.getFileName().toString())
                        .isLessThan(Gpt2FormatsTest.TOLERANCE);
            }
        }
        Path back = Files.createDirectory(folder.resolve("back"));
        try (Gpt2 model = Gpt2.loadForTraining(folder.resolve("legacy"))) {
            model.save(back);
            checkWithTransformers(model, back, folder.resolve("answers.json"));
        }
    }

    private static void checkWithTransformers(Gpt2 model, Path folder, Path answers)
            throws IOException, InterruptedException {
        int vocabulary = model.vocabularySize();
        int length = model.contextLength();
        long[] ids = IntStream.range(0, length).mapToLong(i -> i * 37L % vocabulary).toArray();
        float[] logits = model.logits(new Batch(1, length, ids, ids));
        Files.writeString(answers, json(ids, logits, vocabulary));
        runPython("check_checkpoint.py", folder.toString(), answers.toString());
    }

    private static void runPython(String script, String... arguments)
            throws IOException, InterruptedException {
        String python = Optional.ofNullable(System.getenv("UNDERSTUDY_PYTHON")).orElse("python3");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\"", python));
        command.add(Golden.FOLDER.resolve(script).toString());
        command.addAll(List.of(arguments));
        Process check = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = check.waitFor();
        assumeTrue(
                code != NOT_INSTALLED && code != COMMAND_NOT_FOUND,
                "python3 with torch and transformers is not installed");
        assertThat(code).as(printed).isZero();
    }

    private static String json(long[] ids, float[] logits, int vocabulary) {
        List<float[]> rows =
                IntStream.range(0, ids.length)
                        .mapToObj(
                                i ->
                                        Arrays.copyOfRange(
                                                logits, i * vocabulary, (i + 1) * vocabulary))
                        .toList();
        return JsonMapper.shared()
                .writeValueAsString(Map.of("ids", List.of(ids), "logits", List.of(rows)));
    }
}
