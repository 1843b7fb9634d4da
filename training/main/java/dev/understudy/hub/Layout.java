package dev.understudy.hub;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which of a repository's files make a checkpoint folder, in Hugging Face's layout.
///
/// @param names of all files that are there
record Layout(Set<String> names) {
    static final String CONFIG = "config.json";

    private static final String INDEX = ".index.json";
    private static final List<String> PAIR = List.of("vocab.json", "merges.txt");
    private static final String SHARD = "[A-Za-z0-9][\\w.-]{0,199}";

    /// The one to prefer comes first; that of several files has an index.
    private static final List<String> WEIGHTS =
            List.of(
                    "model.safetensors",
                    "model.safetensors" + INDEX,
                    "pytorch_model.bin",
                    "pytorch_model.bin" + INDEX);

    Layout {
        names = Set.copyOf(names);
    }

    /// What lies in `folder`.
    static Layout in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new Layout(
                    files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.toSet()));
        }
    }

    /// What a model needs and is not there, in words.
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!names.contains(CONFIG)) {
            missing.add(CONFIG);
        }
        if (tokenizer().isEmpty()) {
            missing.add("tokenizer.json (or vocab.json with merges.txt)");
        }
        if (weights().isEmpty()) {
            missing.add("model.safetensors (or pytorch_model.bin)");
        }
        return missing;
    }

    /// Everything but the weights.
    List<String> small() {
        List<String> small = new ArrayList<>(List.of(CONFIG));
        if (names.contains("generation_config.json")) {
            small.add("generation_config.json");
        }
        small.addAll(tokenizer());
        weights().filter(file -> file.endsWith(INDEX)).ifPresent(small::add);
        return small;
    }

    private List<String> tokenizer() {
        if (names.contains("tokenizer.json")) {
            return List.of("tokenizer.json");
        }
        return names.containsAll(PAIR) ? PAIR : List.of();
    }

    private Optional<String> weights() {
        return WEIGHTS.stream().filter(names::contains).findFirst();
    }

    /// The files with the weights; of several, those that the index in `folder` names.
    ///
    /// Throws UserError when the index is damaged or names what is not there.
    List<String> weights(Path folder) {
        String file = weights().orElseThrow();
        if (!file.endsWith(INDEX)) {
            return List.of(file);
        }
        SortedSet<String> shards = new TreeSet<>();
        for (JsonNode shard : index(folder.resolve(file)).path("weight_map")) {
            shards.add(shard.asString(""));
        }
        for (String shard : shards) {
            if (!shard.matches(SHARD) || !names.contains(shard)) {
                throw damaged(file, "it names a file that is not beside it");
            }
        }
        if (shards.isEmpty()) {
            throw damaged(file, "it names no files");
        }
        return List.copyOf(shards);
    }

    private static JsonNode index(Path index) {
        String name = String.valueOf(index.getFileName());
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(index));
        } catch (JacksonException malformed) {
            throw damaged(name, "it is no valid JSON");
        } catch (IOException unreadable) {
            throw damaged(name, "it cannot be read");
        }
    }

    private static UserError damaged(String index, String what) {
        return new UserError(
                index + " is damaged: " + what + ".",
                "Choose another repository or revision, as in understudy pull gpt2.");
    }
}
