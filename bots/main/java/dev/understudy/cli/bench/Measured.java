package dev.understudy.cli.bench;

import dev.understudy.model.device.Machine;
import dev.understudy.recipe.TrainingSettings;
import dev.understudy.recipe.TrainingSettings.BatchSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/// What was measured, for people and for programs.
public record Measured(
        Subject subject,
        Machine machine,
        Optional<Decoding> decoding,
        Optional<Together> together,
        Optional<Training> training) {
    private static final String ROW = "%-9s %10s %12s %10s  %s";
    private static final double GIGA = 1e9;

    /// Lines for a terminal, the last without a line end.
    public String table() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "Machine   %d cores, %.1f GB memory, libtorch %s, Java %d",
                        machine.cores(),
                        machine.memoryBytes() / GIGA,
                        machine.libtorch(),
                        Runtime.version().feature()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "Model     %s, %,d weights%s",
                        subject.name(),
                        subject.config().parameterCount(),
                        subject.folder().isPresent() ? "" : " (random)"));
        lines.add("");
        lines.add(
                String.format(Locale.ROOT, ROW, "", "tokens/s", "ms", "memory", "")
                        .stripTrailing());
        decoding.ifPresent(found -> addDecoding(lines, found));
        together.ifPresent(found -> addTogether(lines, found));
        training.ifPresent(found -> addTraining(lines, found));
        return String.join(System.lineSeparator(), lines);
    }

    private static void addDecoding(List<String> lines, Decoding found) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "prompt",
                        decimal(found.promptTokensPerSecond()),
                        decimal(found.firstToken().toNanos() / 1e6),
                        "",
                        "to the first token after " + found.prompt()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "decode",
                        decimal(found.tokensPerSecond()),
                        decimal(1000 / found.tokensPerSecond()),
                        gigabytes(found.memory()),
                        "a token of one conversation, int8 on cpu"));
    }

    private static void addTogether(List<String> lines, Together found) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "serve",
                        decimal(found.together()),
                        decimal(1000 / found.together()),
                        "",
                        "%d conversations at once, %s times one"
                                .formatted(Together.CONVERSATIONS, decimal(found.gain()))));
        lines.add(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "message",
                        "",
                        decimal(found.next().toNanos() / 1e6),
                        "",
                        "to the first token with %d tokens remembered; %s ms anew"
                                .formatted(found.window(), decimal(found.anew().toNanos() / 1e6))));
    }

    private static void addTraining(List<String> lines, Training found) {
        BatchSize batch = found.forecast().plan().training().batch();
        String computed =
                String.format(
                        Locale.ROOT,
                        "a step of %d × %d%s, %s, %s on %s%s",
                        batch.rows(),
                        batch.block(),
                        batch.accumulation() > 1 ? " × " + batch.accumulation() : "",
                        optimizer(found),
                        found.forecast().learning().precision(),
                        found.forecast().device(),
                        found.forecast().learning().checkpointing() ? ", activations twice" : "");
        lines.add(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "train",
                        decimal(found.tokensPerSecond()),
                        decimal(found.step().toNanos() / 1e6),
                        gigabytes(found.memory()),
                        computed));
        if (found.pieces() > 1) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "Memory did not suffice: each batch was computed in %d pieces.",
                            found.pieces()));
        }
    }

    private static String optimizer(Training found) {
        TrainingSettings.Optimizer optimizer = found.forecast().plan().training().optimizer();
        return optimizer.rule().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    private static String gigabytes(OptionalLong bytes) {
        return bytes.isPresent()
                ? String.format(Locale.ROOT, "%.2f GB", bytes.getAsLong() / GIGA)
                : "unknown";
    }

    /// One line of JSON; memory is left out where it is unknown.
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", subject.name());
        json.put("random_weights", subject.folder().isEmpty());
        json.put("parameters", subject.config().parameterCount());
        json.put("cores", machine.cores());
        json.put("memory_bytes", machine.memoryBytes());
        json.put("libtorch", machine.libtorch());
        json.put("java", Runtime.version().feature());
        decoding.ifPresent(found -> json.put("decode", fields(found)));
        together.ifPresent(found -> json.put("serve", fields(found)));
        training.ifPresent(found -> json.put("train", fields(found)));
        return JsonMapper.shared().writeValueAsString(json);
    }

    private static Map<String, Object> fields(Decoding found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("device", "cpu");
        fields.put("precision", "int8");
        fields.put("prompt_tokens", found.prompt());
        fields.put("first_token_ms", found.firstToken().toNanos() / 1e6);
        fields.put("tokens", found.tokens());
        fields.put("tokens_per_second", found.tokensPerSecond());
        found.memory().ifPresent(bytes -> fields.put("peak_memory_bytes", bytes));
        return fields;
    }

    private static Map<String, Object> fields(Together found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("conversations", Together.CONVERSATIONS);
        fields.put("tokens_per_second_alone", found.alone());
        fields.put("tokens_per_second", found.together());
        fields.put("gain", found.gain());
        fields.put("window_tokens", found.window());
        fields.put("first_token_anew_ms", found.anew().toNanos() / 1e6);
        fields.put("first_token_remembered_ms", found.next().toNanos() / 1e6);
        return fields;
    }

    private static Map<String, Object> fields(Training found) {
        BatchSize batch = found.forecast().plan().training().batch();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("device", found.forecast().device().name());
        fields.put("precision", found.forecast().learning().precision().toString());
        fields.put("optimizer", optimizer(found));
        fields.put("gradient_checkpointing", found.forecast().learning().checkpointing());
        fields.put("batch", batch.rows());
        fields.put("block", batch.block());
        fields.put("accumulation", batch.accumulation());
        fields.put("pieces", found.pieces());
        fields.put("steps", found.steps().size());
        fields.put("step_ms", found.step().toNanos() / 1e6);
        fields.put("tokens_per_second", found.tokensPerSecond());
        found.memory().ifPresent(bytes -> fields.put("peak_memory_bytes", bytes));
        return fields;
    }
}
