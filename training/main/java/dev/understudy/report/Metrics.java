package dev.understudy.report;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// `metrics.jsonl`: one line of JSON for each [Entry] of a run. One thread.
final class Metrics implements AutoCloseable {
    static final String FILE = "metrics.jsonl";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private final BufferedWriter lines;

    /// Goes on with the file in `run` after `step`; later lines, which a resumed run will write
    /// again, go, and so does the end.
    ///
    /// @param earlier is handed every entry that stays
    Metrics(Path run, long step, Consumer<Entry> earlier) {
        Path file = run.resolve(FILE);
        Path beside = run.resolve(FILE + ".unfinished");
        try {
            try (BufferedWriter kept = Files.newBufferedWriter(beside)) {
                forEachLine(
                        run,
                        (line, entry) -> {
                            if (entry.step() <= step && !(entry instanceof Entry.Finished)) {
                                kept.write(line);
                                kept.newLine();
                                earlier.accept(entry);
                            }
                        });
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            lines = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private interface LineSink {
        void accept(String line, Entry entry) throws IOException;
    }

    /// Hands every entry in the folder `run` to `sink`; none when there is no file.
    static void forEach(Path run, Consumer<Entry> sink) throws IOException {
        forEachLine(run, (_, entry) -> sink.accept(entry));
    }

    private static void forEachLine(Path run, LineSink sink) throws IOException {
        Path file = run.resolve(FILE);
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader reader = reader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Optional<Entry> entry = parse(line);
                if (entry.isPresent()) {
                    sink.accept(line, entry.get());
                }
            }
        }
    }

    /// Reads whatever bytes there are: a crash may have cut a character in two.
    private static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    /// The entry in `line`; none in one that a crash cut short, or that another program wrote.
    private static Optional<Entry> parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.has("loss")) {
                return Optional.of(JSON.treeToValue(json, Entry.Stepped.class));
            }
            if (json.has("validation_loss")) {
                return Optional.of(JSON.treeToValue(json, Entry.Evaluated.class));
            }
            if (json.has("final_loss")) {
                return Optional.of(JSON.treeToValue(json, Entry.Finished.class));
            }
            return json.has("sample")
                    ? Optional.of(JSON.treeToValue(json, Entry.Sampled.class))
                    : Optional.empty();
        } catch (JacksonException cutShortByACrash) {
            return Optional.empty();
        }
    }

    void add(Entry entry) {
        try {
            lines.write(JSON.writeValueAsString(entry));
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
