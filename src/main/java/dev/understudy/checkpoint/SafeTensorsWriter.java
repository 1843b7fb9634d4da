package dev.understudy.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// Writes tensors as a safetensors file, one at a time, and forces them to the disk. One thread.
public final class SafeTensorsWriter {
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>(Map.of("format", "pt"));

    private record Tensor(
            String name, ElementType type, List<Long> shape, Supplier<ByteBuffer> bytes) {
        long byteSize() {
            return type.byteSize(shape.stream().reduce(1L, Math::multiplyExact));
        }
    }

    /// Adds a tensor of float32.
    ///
    /// @param bytes asked for once, when it is the tensor's turn; little-endian, row by row
    public void add(String name, long[] shape, Supplier<ByteBuffer> bytes) {
        add(name, ElementType.F32, shape, bytes);
    }

    /// Adds a tensor of `type`.
    ///
    /// @param bytes asked for once, when it is the tensor's turn; little-endian, row by row
    public void add(String name, ElementType type, long[] shape, Supplier<ByteBuffer> bytes) {
        tensors.add(new Tensor(name, type, Arrays.stream(shape).boxed().toList(), bytes));
    }

    /// Adds a line to the header's metadata.
    public void addMetadata(String key, String value) {
        metadata.put(key, value);
    }

    /// Writes everything to `file`, which is replaced. Throws IOException when the disk refuses;
    /// the file is then incomplete, so callers write beside and rename.
    public void write(Path file) throws IOException {
        List<Tensor> ordered = new ArrayList<>(tensors);
        // The widest first, as the reference does: each is then aligned to its own elements.
        ordered.sort(Comparator.comparingLong(t -> -t.type().byteSize(2)));
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeFully(channel, header(ordered));
            for (Tensor tensor : ordered) {
                ByteBuffer bytes = tensor.bytes().get();
                if (bytes.remaining() != tensor.byteSize()) {
                    throw new IllegalArgumentException(
                            tensor.name() + " has " + bytes.remaining() + " bytes");
                }
                writeFully(channel, bytes);
            }
            channel.force(true);
        }
    }

    private ByteBuffer header(List<Tensor> ordered) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", metadata);
        long offset = 0;
        for (Tensor tensor : ordered) {
            long end = offset + tensor.byteSize();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.type().name());
            entry.put("shape", tensor.shape());
            entry.put("data_offsets", List.of(offset, end));
            if (header.put(tensor.name(), entry) != null) {
                throw new IllegalArgumentException(tensor.name() + " was added twice");
            }
            offset = end;
        }
        byte[] json =
                JsonMapper.shared().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        int length = Math.ceilDiv(json.length, 8) * 8; // spaces keep the tensors aligned
        byte[] text = Arrays.copyOf(json, length);
        Arrays.fill(text, json.length, length, (byte) ' ');
        ByteBuffer bytes = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(length).put(text).flip();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
