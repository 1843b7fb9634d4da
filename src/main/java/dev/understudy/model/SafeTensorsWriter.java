package dev.understudy.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// Writes tensors as a safetensors file, one at a time, and forces them to the disk.
public final class SafeTensorsWriter {
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>(Map.of("format", "pt"));

    /// What a tensor holds.
    public enum Element {
        F32(4),
        U8(1);

        private final int bytes;

        Element(int bytes) {
            this.bytes = bytes;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // a shape, written once
    private record Tensor(String name, Element element, long[] shape, Supplier<ByteBuffer> bytes) {
        long byteSize() {
            long count = element.bytes;
            for (long size : shape) {
                count *= size;
            }
            return count;
        }
    }

    /// Adds a tensor.
    ///
    /// @param bytes asked for once, when it is the tensor's turn; little-endian
    public void add(String name, Element element, long[] shape, Supplier<ByteBuffer> bytes) {
        tensors.add(new Tensor(name, element, shape, bytes));
    }

    /// Adds a remark to the file.
    public void addMetadata(String key, String value) {
        metadata.put(key, value);
    }

    /// Writes everything to `file`, which is replaced. Throws IOException when the disk refuses;
    /// the file is then incomplete, so callers write beside and rename.
    public void write(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeFully(channel, header());
            for (Tensor tensor : tensors) {
                writeFully(channel, tensor.bytes().get());
            }
            channel.force(true);
        }
    }

    private ByteBuffer header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", metadata);
        long offset = 0;
        for (Tensor tensor : tensors) {
            long end = offset + tensor.byteSize();
            header.put(
                    tensor.name(),
                    Map.of(
                            "dtype",
                            tensor.element().name(),
                            "shape",
                            tensor.shape(),
                            "data_offsets",
                            new long[] {offset, end}));
            offset = end;
        }
        StringBuilder json = new StringBuilder(JsonMapper.shared().writeValueAsString(header));
        while (json.length() % 8 != 0) { // keeps the tensors aligned; the names are ASCII
            json.append(' ');
        }
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(text.length).put(text).flip();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
