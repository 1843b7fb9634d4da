package dev.understudy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written is what is read.
class SafeTensorsWriterTest {
    @TempDir Path folder;

    @Test
    void everyTensorIsReadBackAndAligned() throws IOException {
        Path file = folder.resolve("m.safetensors");
        SafeTensorsWriter writer = new SafeTensorsWriter();
        writer.add(
                "ödd", ElementType.U8, new long[] {3}, () -> ByteBuffer.wrap(new byte[] {1, 2, 3}));
        writer.add("floats", new long[] {2, 1}, () -> floats(0.5f, -2));
        writer.add("long", ElementType.I64, new long[0], () -> ByteBuffer.wrap(new byte[8]));
        writer.addMetadata("steps", "7");
        writer.write(file);
        try (SafeTensors tensors = SafeTensors.open(file)) {
            assertThat(tensors.names()).containsExactly("long", "floats", "ödd");
            assertThat(tensors.bytes("floats").getFloat(4)).isEqualTo(-2);
            assertThat(tensors.bytes("ödd").get(2)).isEqualTo((byte) 3);
            assertThat(tensors.entry("long").shape()).isEmpty();
            assertThat(tensors.metadata("steps")).contains("7");
            assertThat(tensors.metadata("gone")).isEmpty();
        }
        assertThat(headerBytes(file) % 8).isZero();
    }

    @Test
    void aTensorOfAnotherSizeOrNameTwiceIsADefect() {
        SafeTensorsWriter wrong = new SafeTensorsWriter();
        wrong.add("a", new long[] {3}, () -> floats(1, 2));
        assertThatThrownBy(() -> wrong.write(folder.resolve("wrong")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a has 8 bytes");
        SafeTensorsWriter twice = new SafeTensorsWriter();
        twice.add("a", new long[] {2}, () -> floats(1, 2));
        twice.add("a", new long[] {2}, () -> floats(1, 2));
        assertThatThrownBy(() -> twice.write(folder.resolve("twice")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a was added twice");
    }

    private static long headerBytes(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static ByteBuffer floats(float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
