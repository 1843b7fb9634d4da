package dev.understudy.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
        int count = (int) (from.remaining() / byteSize(1));
        float[] values = decode(from.slice().order(ByteOrder.LITTLE_ENDIAN), count);
        to.encode(values, target.slice().order(ByteOrder.LITTLE_ENDIAN));
        target.position(target.position() + (int) to.byteSize(count));
    }

    private float[] decode(ByteBuffer source, int count) {
        float[] values = new float[count];
        if (this == F32) {
            source.asFloatBuffer().get(values);
            return values;
        }
        ShortBuffer halves = source.asShortBuffer();
        if (this == F16) {
            for (int i = 0; i < count; i++) {
                values[i] = Float.float16ToFloat(halves.get(i));
            }
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = Float.intBitsToFloat(halves.get(i) << 16);
            }
        }
        return values;
    }

    private void encode(float[] values, ByteBuffer target) {
        if (this == F32) {
            FloatBuffer floats = target.asFloatBuffer();
            floats.put(values);
            return;
        }
        ShortBuffer halves = target.asShortBuffer();
        if (this == F16) {
            for (int i = 0; i < values.length; i++) {
                halves.put(i, Float.floatToFloat16(values[i]));
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                halves.put(i, toBrainFloat(values[i]));
            }
        }
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
