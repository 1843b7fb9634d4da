package dev.understudy.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Optional;

/// What the numbers of a tensor are, by safetensors' names. All are little-endian.
public enum ElementType {
    F64(64),
    F32(32),
    F16(16),
    BF16(16),
    F8_E8M0(8),
    F8_E5M2(8),
    F8_E4M3(8),
    F6_E3M2(6),
    F6_E2M3(6),
    F4(4),
    C64(64),
    I64(64),
    I32(32),
    I16(16),
    I8(8),
    U64(64),
    U32(32),
    U16(16),
    U8(8),
    BOOL(8);

    /// Elements converted at a time.
    private static final int TOGETHER = 1 << 12;

    private final int bits;

    ElementType(int bits) {
        this.bits = bits;
    }

    /// The type that safetensors calls `name`.
    public static Optional<ElementType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /// The bytes of `count` elements. Throws ArithmeticException when they are no whole number, or
    /// past what a `long` counts.
    public long byteSize(long count) {
        long total = Math.multiplyExact(count, (long) bits);
        if (total % 8 != 0) {
            throw new ArithmeticException(count + " elements of " + this + " end inside a byte");
        }
        return total / 8;
    }

    /// Whether a model's weights may be of this type.
    boolean isWeight() {
        return this == F32 || this == F16 || this == BF16;
    }

    /// Turns all that remains in `from`, which is of this type, into type `to`, and moves `target`
    /// past it: by way of float32, which holds every weight; rounding is to the nearest, ties to
    /// even.
    void convert(ByteBuffer from, ByteBuffer target, ElementType to) {
        if (this == to) {
            target.put(from);
            return;
        }
        if (!isWeight() || !to.isWeight()) {
            throw new IllegalArgumentException(this + " is not turned into " + to);
        }
        ByteBuffer source = from.slice().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer written = target.slice().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[TOGETHER]; // used again, since gigabytes may pass through it
        for (int rest = (int) (source.remaining() / byteSize(1)); rest > 0; rest -= TOGETHER) {
            int count = Math.min(TOGETHER, rest);
            decode(source, values, count);
            to.encode(values, count, written);
        }
        target.position(target.position() + written.position());
    }

    private void decode(ByteBuffer source, float[] values, int count) {
        if (this == F32) {
            source.asFloatBuffer().get(values, 0, count);
        } else {
            ShortBuffer halves = source.asShortBuffer();
            for (int i = 0; i < count; i++) {
                short half = halves.get(i);
                values[i] = this == F16 ? Float.float16ToFloat(half) : fromBrainFloat(half);
            }
        }
        source.position(source.position() + (int) byteSize(count));
    }

    private void encode(float[] values, int count, ByteBuffer target) {
        if (this == F32) {
            target.asFloatBuffer().put(values, 0, count);
        } else {
            ShortBuffer halves = target.asShortBuffer();
            for (int i = 0; i < count; i++) {
                float value = values[i];
                halves.put(i, this == F16 ? Float.floatToFloat16(value) : toBrainFloat(value));
            }
        }
        target.position(target.position() + (int) byteSize(count));
    }

    private static float fromBrainFloat(short half) {
        return Float.intBitsToFloat(half << 16);
    }

    /// The upper half of a float32, rounded; a NaN stays one.
    private static short toBrainFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }
}
