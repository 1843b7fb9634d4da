package dev.understudy.model;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// What Hugging Face transformers says of a small random GPT-2; made by `golden/make_golden.py`.
public final class Golden implements AutoCloseable {
    public static final Path FOLDER = folder();
    private final SafeTensors answers = SafeTensors.open(FOLDER.resolve("golden.safetensors"));

    private static Path folder() {
        try {
            URL config = Golden.class.getResource("golden/config.json");
            return Path.of(Objects.requireNonNull(config).toURI()).resolveSibling("");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public float[] floats(String name) {
        FloatBuffer buffer = answers.bytes(name).order(LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    public long[] longs(String name) {
        LongBuffer buffer = answers.bytes(name).order(LITTLE_ENDIAN).asLongBuffer();
        long[] values = new long[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    public int[] ints(String name) {
        return Arrays.stream(longs(name)).mapToInt(Math::toIntExact).toArray();
    }

    /// The golden batch: each row's targets are its ids moved by one, the last not counted.
    public Batch batch() {
        long[] shape = answers.entry("ids").shape();
        int rows = Math.toIntExact(shape[0]);
        int length = Math.toIntExact(shape[1]);
        long[] ids = longs("ids");
        long[] targets = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            targets[i] = i % length == length - 1 ? Batch.IGNORED : ids[i + 1];
        }
        return new Batch(rows, length, ids, targets);
    }

    @Override
    public void close() {
        answers.close();
    }
}
