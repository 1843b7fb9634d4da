package dev.understudy.checkpoint;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Several files that are one model, as an index (`model.safetensors.index.json`) lists them: for
/// each tensor the file beside the index that holds it.
final class Shards implements Tensors {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Path index;
    private final Map<String, Tensors> shards = new LinkedHashMap<>();
    private final SequencedMap<String, StoredTensor> entries = new LinkedHashMap<>();

    private Shards(Path index) {
        this.index = index;
    }

    /// Opens `index` and all that it lists. Throws UserError, which names the file, when one is
    /// missing or damaged or not what the index says.
    static Shards open(Path index) {
        SequencedMap<String, String> places = places(index);
        Shards shards = new Shards(index);
        try {
            places.forEach(shards::add);
            shards.requireAsListed(places);
            return shards;
        } catch (RuntimeException unusable) {
            shards.close();
            throw unusable;
        }
    }

    private static SequencedMap<String, String> places(Path index) {
        try {
            SequencedMap<String, String> places = new LinkedHashMap<>();
            JsonNode listed = JSON.readTree(Files.readAllBytes(index)).path("weight_map");
            for (Map.Entry<String, JsonNode> place : listed.properties()) {
                String name = place.getValue().asString("");
                if (!name.matches("[\\w-][\\w.-]*\\.(safetensors|bin)")) {
                    throw new Damage("it lists a file that lies elsewhere or is no shard");
                }
                places.put(place.getKey(), name);
            }
            if (places.isEmpty()) {
                throw new Damage("it lists no tensors");
            }
            return places;
        } catch (IOException | JacksonException | Damage damage) {
            throw Damage.of(index, damage);
        }
    }

    private Tensors shard(String name) {
        return shards.computeIfAbsent(name, _ -> WeightFiles.openFile(index.resolveSibling(name)));
    }

    /// A shard may hold what the index does not mention, but nothing that it places elsewhere.
    private void requireAsListed(Map<String, String> places) {
        shards.forEach(
                (shard, tensors) -> {
                    for (String name : tensors.names()) {
                        if (!places.getOrDefault(name, shard).equals(shard)) {
                            throw contradiction(
                                    shard, "it holds " + name + ", listed in " + places.get(name));
                        }
                    }
                });
    }

    private void add(String name, String shard) {
        StoredTensor entry = shard(shard).entries().get(name);
        if (entry == null) {
            throw contradiction(shard, "it lacks the tensor " + name);
        }
        entries.put(name, entry);
    }

    private UserError contradiction(String shard, String why) {
        return new UserError(
                "%s and %s do not belong together: %s."
                        .formatted(index.resolveSibling(shard), index.getFileName(), why),
                "Take all shards and their index from the same place.");
    }

    @Override
    public Path file() {
        return index;
    }

    @Override
    public SequencedMap<String, StoredTensor> entries() {
        return Collections.unmodifiableSequencedMap(entries);
    }

    @Override
    public void close() {
        shards.values().forEach(Tensors::close);
    }
}
