package dev.understudy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Numbers survive the way from one type to another.
class StoredTensorTest {
    /// More than two pieces, and the last of them short.
    private static final int COUNT = 600_001;

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void everyHalfIsTheSameNumberInFloatAndBack(ElementType half) {
        ByteBuffer halves = buffer(2 * 65536);
        for (int i = 0; i < 65536; i++) {
            halves.putShort((short) i);
        }
        ByteBuffer floats = buffer(4 * 65536);
        half.convert(halves.flip(), floats, ElementType.F32);
        ByteBuffer again = buffer(2 * 65536);
        ElementType.F32.convert(floats.flip(), again, half);
        for (int i = 0; i < 65536; i++) {
            float value = floats.getFloat(4 * i);
            short bits = again.getShort(2 * i);
            if (Float.isNaN(value)) {
                float back = half == ElementType.F16 ? Float.float16ToFloat(bits) : brain(bits);
                assertThat(back).isNaN();
            } else {
                assertThat(bits).isEqualTo((short) i);
            }
        }
    }

    private static float brain(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 3f80",
        "1.00390625, 3f80", // half way, to the even below
        "1.01171875, 3f82", // half way, to the even above
        "1.0039064, 3f81",
        "-0.0, 8000",
        "3.4e38, 7f80", // nearer to infinity than to the largest
        "1e-40, 0001"
    })
    void bfloat16RoundsToTheNearest(float value, String bits) {
        ByteBuffer half = buffer(2);
        ElementType.F32.convert(buffer(4).putFloat(value).flip(), half, ElementType.BF16);
        assertThat(half.getShort(0)).isEqualTo((short) Integer.parseInt(bits, 16));
    }

    @ParameterizedTest
    @CsvSource({"F32, F32", "F32, BF16", "F16, F32", "BF16, F32", "F16, BF16", "BF16, BF16"})
    void largeTensorsAreReadWhole(ElementType stored, ElementType wanted) throws IOException {
        ByteBuffer floats = buffer(4 * COUNT);
        for (int i = 0; i < COUNT; i++) {
            floats.putFloat(i % 251 - 125); // whole in every type
        }
        ByteBuffer bytes = buffer((int) stored.byteSize(COUNT));
        ElementType.F32.convert(floats.flip(), bytes, stored);
        Path file = folder.resolve("m.safetensors");
        SafeTensorsWriter writer = new SafeTensorsWriter();
        writer.add("t", stored, new long[] {COUNT}, bytes::flip);
        writer.write(file);
        ByteBuffer target = ByteBuffer.allocateDirect((int) wanted.byteSize(COUNT));
        try (SafeTensors tensors = SafeTensors.open(file)) {
            tensors.entry("t").read(wanted, target);
            assertThatThrownBy(() -> tensors.entry("t").read(wanted, buffer(12)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        ByteBuffer expected = buffer((int) wanted.byteSize(COUNT));
        ElementType.F32.convert(floats.rewind(), expected, wanted);
        assertThat(target).isEqualTo(expected.flip());
    }

    @ParameterizedTest
    @CsvSource({"F32, 1000, 601", "BF16, 3, 5", "F16, 1, 400000", "F32, 0, 7"})
    void aMatrixIsReadByColumns(ElementType stored, int rows, int columns) throws IOException {
        ByteBuffer floats = buffer(4 * rows * columns);
        ByteBuffer expected = buffer(4 * rows * columns);
        for (int i = 0; i < rows * columns; i++) {
            floats.putFloat(i % 251);
            expected.putFloat(4 * (i % columns * rows + i / columns), i % 251);
        }
        ByteBuffer bytes = buffer((int) stored.byteSize((long) rows * columns));
        ElementType.F32.convert(floats.flip(), bytes, stored);
        Path file = folder.resolve("m.safetensors");
        SafeTensorsWriter writer = new SafeTensorsWriter();
        writer.add("t", stored, new long[] {rows, columns}, bytes::flip);
        writer.write(file);
        ByteBuffer target = ByteBuffer.allocateDirect(4 * rows * columns);
        try (SafeTensors tensors = SafeTensors.open(file)) {
            tensors.entry("t").readByColumns(target);
        }
        assertThat(target).isEqualTo(expected);
    }

    @Test
    void onlyWeightsAreConverted() {
        assertThatThrownBy(() -> ElementType.I32.convert(buffer(4), buffer(4), ElementType.F32))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
