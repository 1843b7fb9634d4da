package dev.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A checkpoint of ours, read by transformers itself. Runs where `UNDERSTUDY_PYTHON`, else
/// `python3`, has torch and transformers.
class HuggingFaceCheckpointTest {
    private static final int NOT_INSTALLED = 3;
    private static final int COMMAND_NOT_FOUND = 127;

    @Test
    void transformersComputesTheSameLogits(@TempDir Path folder)
            throws IOException, InterruptedException {
        Gpt2Config config = new Gpt2Config(211, 32, 24, 2, 3, 210);
        long[] ids = IntStream.range(0, 32).mapToLong(i -> i * 37L % 211).toArray();
        float[] logits;
        try (Gpt2 model = Gpt2.random(config, 5)) {
            model.save(folder);
            logits = model.logits(new Batch(1, ids.length, ids, ids));
        }
        Path answers = folder.resolve("answers.json");
        Files.writeString(answers, json(ids, logits, config.vocabularySize()));
        Path script = Golden.FOLDER.resolve("check_checkpoint.py");
        String python = Optional.ofNullable(System.getenv("UNDERSTUDY_PYTHON")).orElse("python3");
        Process check =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "exec \"$0\" \"$@\"",
                                python,
                                script.toString(),
                                folder.toString(),
                                answers.toString())
                        .redirectErrorStream(true)
                        .start();
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
