package dev.understudy.finetune;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// `metrics.jsonl`: one line of JSON for each step and each evaluation of a run. One thread.
final class Metrics implements AutoCloseable {
    private static final String STEP = "step";

    private final BufferedWriter lines;

    /// Goes on with `file` after `step`; later lines, which a resumed run will write again, go.
    Metrics(Path file, long step) {
        try {
            List<String> kept = new ArrayList<>();
            if (Files.exists(file)) {
                try (var earlier = Files.lines(file)) {
                    earlier.filter(line -> isUpTo(line, step)).forEach(kept::add);
                }
            }
            Path beside = file.resolveSibling(file.getFileName() + ".unfinished");
            Files.write(beside, kept);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            lines = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static boolean isUpTo(String line, long step) {
        try {
            return JsonMapper.shared().readTree(line).path(STEP).asLong(Long.MAX_VALUE) <= step;
        } catch (JacksonException cutShortByACrash) {
            return false;
        }
    }

    void stepped(long step, double loss, double learningRate, double gradientNorm) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(STEP, step);
        line.put("loss", loss);
        line.put("learning_rate", learningRate);
        line.put("gradient_norm", gradientNorm);
        write(line);
    }

    void evaluated(long step, double validationLoss) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(STEP, step);
        line.put("validation_loss", validationLoss);
        write(line);
    }

    private void write(Map<String, Object> line) {
        try {
            lines.write(JsonMapper.shared().writeValueAsString(line));
            lines.newLine();
            lines.flush();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
