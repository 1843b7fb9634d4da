package dev.understudy.cli.evaluation;

import dev.understudy.chat.SpeakerName;
import dev.understudy.evaluation.Loss;
import dev.understudy.evaluation.Losses;
import dev.understudy.evaluation.Passage;
import dev.understudy.evaluation.Passage.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What was measured, for people and for programs.
///
/// @param model its name
/// @param text what it was measured on
/// @param window how many tokens it read at once
public record Measurement(String model, String text, int window, List<Row> rows) {
    private static final String EVERYTHING = "everything";

    /// One line of the table: everything, or one speaker's words.
    record Row(String name, Loss loss, Size size) {
        /// A number that means the same for every tokenizer; NaN without text.
        double natsPerCharacter() {
            return loss.nats() / size.characters();
        }

        double natsPerByte() {
            return loss.nats() / size.bytes();
        }
    }

    public Measurement {
        rows = List.copyOf(rows);
    }

    static List<Row> rows(Passage passage, Losses losses) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(EVERYTHING, losses.all(), passage.size()));
        List<SpeakerName> names = passage.whose().names();
        losses.speakers()
                .forEach(
                        (name, loss) -> {
                            Size size = passage.sizes().get(names.indexOf(name) + 1);
                            rows.add(new Row(name.text(), loss, size));
                        });
        return rows;
    }

    /// Lines for a terminal, the last without a line end.
    public String table() {
        int width = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        String line = "%-" + width + "s %,12d %9.4f %12.2f %13.4f %9.4f";
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        "%-" + width + "s %12s %9s %12s %13s %9s",
                        "",
                        "tokens",
                        "loss",
                        "perplexity",
                        "a character",
                        "a byte"));
        for (Row row : rows) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            line,
                            row.name,
                            row.loss.tokens(),
                            row.loss.mean(),
                            row.loss.perplexity(),
                            row.natsPerCharacter(),
                            row.natsPerByte()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    /// One line of JSON.
    public String json() {
        Map<String, Object> speakers = new LinkedHashMap<>();
        rows.stream().skip(1).forEach(row -> speakers.put(row.name, fields(row)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("text", text);
        json.put("window", window);
        json.putAll(fields(rows.getFirst()));
        json.put("speakers", speakers);
        return JsonMapper.shared().writeValueAsString(json);
    }

    private static Map<String, Object> fields(Row row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tokens", row.loss.tokens());
        fields.put("loss", row.loss.mean());
        fields.put("perplexity", row.loss.perplexity());
        fields.put("characters", row.size.characters());
        fields.put("bytes", row.size.bytes());
        fields.put("loss_per_character", row.natsPerCharacter());
        fields.put("loss_per_byte", row.natsPerByte());
        return fields;
    }
}
