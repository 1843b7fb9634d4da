package dev.understudy.checkpoint;

import dev.understudy.checkpoint.StoredTensor.Layout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A safetensors file: eight bytes with the header's length, a JSON header, the tensors' bytes, all
/// little-endian. Format: the README of huggingface/safetensors.
///
/// As the reference does, the header is believed only when the tensors cover all bytes after it,
/// each once, and none is named twice.
public final class SafeTensors implements Tensors {
    /// Ten thousand times the tensors of gpt2-xl would fit; the format itself allows 100 MB.
    private static final long MAX_HEADER_BYTES = 1 << 24;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final MappedFile file;
    private final SequencedMap<String, StoredTensor> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /// What the header says of one tensor; `start` and `end` count from the end of the header.
    private record Claim(String name, ElementType type, List<Long> shape, long start, long end) {
        Claim {
            Layout layout = Layout.dense(type, shape, start);
            if (start < 0 || end - start != type.byteSize(layout.count())) {
                throw new Damage("the bytes of the tensor " + name + " do not make its shape");
            }
        }
    }

    private SafeTensors(MappedFile file) {
        this.file = file;
        if (file.size() < Long.BYTES) {
            throw new Damage("it ends after " + file.size() + " bytes");
        }
        long headerBytes = file.map(0, Long.BYTES).getLong();
        if (headerBytes < 2 || headerBytes > file.size() - Long.BYTES) {
            throw new Damage("it ends inside its header");
        }
        if (headerBytes > MAX_HEADER_BYTES) {
            throw new Damage("its header claims to have " + headerBytes + " bytes");
        }
        ByteBuffer header = file.map(Long.BYTES, (int) headerBytes);
        List<Claim> claims = readHeader(StandardCharsets.UTF_8.decode(header).toString());
        requireGapless(claims, file.size() - Long.BYTES - headerBytes);
        for (Claim claim : claims) {
            long offset = Long.BYTES + headerBytes + claim.start();
            Layout layout = Layout.dense(claim.type(), claim.shape(), offset);
            entries.put(claim.name(), new StoredTensor(claim.name(), file, layout));
        }
    }

    /// Opens `path`. Throws UserError when it is missing, cut short or not safetensors.
    public static SafeTensors open(Path path) {
        try {
            return MappedFile.open(path, SafeTensors::new);
        } catch (IOException | JacksonException | Damage | ArithmeticException damage) {
            throw Damage.of(path, damage);
        }
    }

    private List<Claim> readHeader(String text) {
        JsonNode header = JSON.readTree(text);
        if (!header.isObject()) {
            throw new Damage("its header is no JSON object");
        }
        List<Claim> claims = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : header.properties()) {
            JsonNode value = property.getValue();
            if (property.getKey().equals("__metadata__")) {
                value.properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asString("")));
            } else {
                claims.add(claim(property.getKey(), value));
            }
        }
        return claims;
    }

    private static Claim claim(String name, JsonNode json) {
        String type = json.path("dtype").asString("");
        ElementType known =
                ElementType.named(type)
                        .orElseThrow(
                                () ->
                                        new Damage(
                                                "the tensor %s is of the unknown type \"%s\""
                                                        .formatted(name, type)));
        List<Long> offsets = numbers(name, json.path("data_offsets"));
        if (offsets.size() != 2) {
            throw new Damage("the tensor " + name + " has no place in it");
        }
        List<Long> shape = numbers(name, json.path("shape"));
        return new Claim(name, known, shape, offsets.getFirst(), offsets.getLast());
    }

    private static List<Long> numbers(String name, JsonNode json) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode element : json) {
            if (!element.isIntegralNumber() || !element.canConvertToLong()) {
                throw new Damage(
                        "the tensor " + name + " has no whole numbers for shape and place");
            }
            long number = element.asLong();
            if (number < 0) {
                throw new Damage("the tensor " + name + " has a negative size or place");
            }
            numbers.add(number);
        }
        if (!json.isArray()) {
            throw new Damage("the tensor " + name + " lacks a shape or place");
        }
        return numbers;
    }

    private static void requireGapless(List<Claim> claims, long dataBytes) {
        List<Claim> byPlace = new ArrayList<>(claims);
        byPlace.sort(Comparator.comparingLong(Claim::start).thenComparingLong(Claim::end));
        long covered = 0;
        for (Claim claim : byPlace) {
            if (claim.start() != covered) {
                throw new Damage(
                        claim.start() < covered
                                ? "the tensor " + claim.name() + " overlaps another"
                                : "there is a hole before the tensor " + claim.name());
            }
            covered = claim.end();
        }
        if (covered > dataBytes) {
            throw new Damage("it ends early, %d bytes short".formatted(covered - dataBytes));
        }
        if (covered < dataBytes) {
            throw new Damage("%d bytes follow its last tensor".formatted(dataBytes - covered));
        }
    }

    @Override
    public Path file() {
        return file.path();
    }

    @Override
    public SequencedMap<String, StoredTensor> entries() {
        return Collections.unmodifiableSequencedMap(entries);
    }

    /// The value of `key` in the header's metadata.
    public Optional<String> metadata(String key) {
        return Optional.ofNullable(metadata.get(key));
    }

    @Override
    public void close() {
        file.close();
    }
}
