package dev.understudy.model;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A safetensors file, mapped into memory: eight bytes with the header's length, a JSON header, the
/// tensors' bytes, all little-endian. Format: the README of huggingface/safetensors. One thread.
public final class SafeTensors implements AutoCloseable {
    /// The format's own limit, which keeps a corrupt length from being believed.
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private final Path file;
    private final Arena arena;
    private final MemorySegment data;
    private final Map<String, Entry> entries;
    private final Map<String, String> metadata;

    /// One tensor's place. `dtype` is `F32`, `I64` …; bytes are counted from the end of the header.
    @SuppressWarnings("ArrayRecordComponent") // a shape, read and never compared as a whole
    public record Entry(String dtype, long[] shape, long start, long end) {
        /// How many elements it has.
        public long count() {
            long count = 1;
            for (long size : shape) {
                count = Math.multiplyExact(count, size);
            }
            return count;
        }
    }

    private SafeTensors(Path file, Arena arena, MemorySegment bytes) {
        this.file = file;
        this.arena = arena;
        this.entries = new LinkedHashMap<>();
        this.metadata = new LinkedHashMap<>();
        if (bytes.byteSize() < 8) {
            throw new IllegalArgumentException("it ends after " + bytes.byteSize() + " bytes");
        }
        long headerBytes = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, bytes.byteSize() - 8)) {
            throw new IllegalArgumentException("it ends inside its header");
        }
        byte[] header = bytes.asSlice(8, headerBytes).toArray(ValueLayout.JAVA_BYTE);
        this.data = bytes.asSlice(8 + headerBytes);
        readHeader(JsonMapper.shared().readTree(new String(header, StandardCharsets.UTF_8)));
    }

    /// Maps `file`. Throws UserError when it is missing, cut short or not safetensors.
    public static SafeTensors open(Path file) {
        Arena arena = Arena.ofConfined();
        try (FileChannel channel = FileChannel.open(file)) {
            MemorySegment bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new SafeTensors(file, arena, bytes);
        } catch (IOException
                | JacksonException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException damage) {
            arena.close();
            throw new UserError(
                    file + " is missing or damaged: " + reason(damage) + ".",
                    "Restore the file, or train the model again.",
                    damage);
        }
    }

    private static String reason(Exception damage) {
        return damage instanceof NoSuchFileException
                ? "there is no such file"
                : damage instanceof JacksonException
                        ? "its header is not JSON"
                        : String.valueOf(damage.getMessage());
    }

    private void readHeader(JsonNode header) {
        for (Map.Entry<String, JsonNode> property : header.properties()) {
            JsonNode value = property.getValue();
            if (property.getKey().equals("__metadata__")) {
                value.properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asString()));
            } else {
                entries.put(property.getKey(), entry(property.getKey(), value));
            }
        }
    }

    private Entry entry(String name, JsonNode json) {
        JsonNode offsets = json.path("data_offsets");
        long start = offsets.path(0).asLong(-1);
        long end = offsets.path(1).asLong(-1);
        JsonNode sizes = json.path("shape");
        long[] shape = new long[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.path(i).asLong(-1);
        }
        Entry entry = new Entry(json.path("dtype").asString("?"), shape, start, end);
        long bytes = entry.count() * bytesPerElement(entry.dtype());
        if (start < 0 || end > data.byteSize() || end - start != bytes) {
            throw new IllegalArgumentException("tensor " + name + " reaches past the file's end");
        }
        return entry;
    }

    private static int bytesPerElement(String dtype) {
        return switch (dtype) {
            case "F64", "I64", "U64" -> 8;
            case "F32", "I32", "U32" -> 4;
            case "F16", "BF16", "I16", "U16" -> 2;
            case "I8", "U8", "BOOL" -> 1;
            case String other -> throw new IllegalArgumentException("element type " + other);
        };
    }

    /// The tensors' names, in the file's order.
    public Set<String> names() {
        return entries.keySet();
    }

    /// The value of `key` in the header's metadata.
    public Optional<String> metadata(String key) {
        return Optional.ofNullable(metadata.get(key));
    }

    /// The place of tensor `name`. Throws UserError when the file lacks it.
    public Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw foreign("it lacks the tensor " + name);
        }
        return entry;
    }

    /// Throws UserError unless tensor `name` has this shape.
    public void requireShape(String name, long[] shape) {
        long[] found = entry(name).shape();
        if (!Arrays.equals(found, shape)) {
            throw foreign(
                    "%s has the shape %s, where config.json asks for %s"
                            .formatted(name, Arrays.toString(found), Arrays.toString(shape)));
        }
    }

    /// What to throw when this is not the file that belongs to its config.json.
    UserError foreign(String why) {
        return new UserError(
                file + " and config.json do not belong together: " + why + ".",
                "Restore the folder whole, or train the model again.");
    }

    /// The bytes of tensor `name`, little-endian, mapped: valid until this is closed.
    public ByteBuffer bytes(String name) {
        Entry entry = entry(name);
        return data.asSlice(entry.start(), entry.end() - entry.start())
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        arena.close();
    }
}
