package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.understudy.checkpoint.ElementType;
import dev.understudy.checkpoint.SafeTensors;
import dev.understudy.checkpoint.SafeTensorsWriter;
import dev.understudy.checkpoint.StoredTensor;
import dev.understudy.checkpoint.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// The matrices of a checkpoint as int8, each `(out, in)` with a scale for each row, in a file
/// beside it, so that they are rounded once: `model.int8`, a safetensors file. One thread.
///
/// @param weights in whatever precision
/// @param program rounds
record Int8File(Tensors weights, Gpt2Config config, Program program) {
    /// The name of the file.
    static final String NAME = "model.int8";

    private static final String SCALE = ".scale";
    private static final String SOURCE = "source";

    private Path path() {
        return weights.file().resolveSibling(NAME);
    }

    /// The names of the matrices in the order in which the program takes them.
    List<String> names() {
        return Gpt2Weights.shapes(config).entrySet().stream()
                .filter(one -> one.getValue().length == 2 && !one.getKey().equals("wpe.weight"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// A matrix and its scales; close both.
    record Matrix(NDArray rows, NDArray scales) implements AutoCloseable {
        @Override
        public void close() {
            rows.close();
            scales.close();
        }
    }

    /// What became of matrix `name`.
    Matrix round(String name) {
        StoredTensor stored = Gpt2Weights.find(weights, name);
        try (NDArray whole = Gpt2Weights.asFloats(stored, program.manager());
                NDArray turned = name.equals(Gpt2Weights.EMBEDDING) ? whole : dense(whole)) {
            return round(program, turned);
        }
    }

    /// What becomes of `rows`, `(out, in)`.
    static Matrix round(Program program, NDArray rows) {
        try (IValue argument = IValue.from((PtNDArray) rows);
                IValue result = program.call("quantize", argument)) {
            NDList found = result.toNDList(program.manager());
            return new Matrix(found.get(0), found.get(1));
        }
    }

    private static NDArray dense(NDArray matrix) {
        try (NDArray turned = matrix.transpose()) {
            return turned.duplicate();
        }
    }

    /// Whether the file is there and is of these weights.
    boolean isCurrent() {
        if (!Files.isRegularFile(path())) {
            return false;
        }
        try (SafeTensors file = SafeTensors.open(path())) {
            return file.metadata(SOURCE).filter(source()::equals).isPresent();
        } catch (RuntimeException damaged) {
            return false; // it is made anew
        }
    }

    private String source() {
        try {
            return "%s %d %d"
                    .formatted(
                            weights.file().getFileName(),
                            Files.size(weights.file()),
                            Files.getLastModifiedTime(weights.file()).toMillis());
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    /// Writes the file, whole or not at all. Throws IOException when the disk refuses.
    void write() throws IOException {
        SafeTensorsWriter file = new SafeTensorsWriter();
        file.addMetadata(SOURCE, source());
        Map<String, long[]> shapes = Gpt2Weights.shapes(config);
        for (String name : names()) {
            long[] shape = Objects.requireNonNull(shapes.get(name));
            boolean turns = !name.equals(Gpt2Weights.EMBEDDING);
            long[] rows = turns ? new long[] {shape[1], shape[0]} : shape;
            file.add(name, ElementType.I8, rows, () -> bytes(round(name), Matrix::rows));
            file.add(name + SCALE, new long[] {rows[0]}, () -> bytes(round(name), Matrix::scales));
        }
        Path beside = path().resolveSibling(NAME + ".part");
        file.write(beside);
        Files.move(
                beside,
                path(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static ByteBuffer bytes(Matrix matrix, Function<Matrix, NDArray> part) {
        try (matrix) {
            ByteBuffer memory = JniUtils.getByteBuffer((PtNDArray) part.apply(matrix), true);
            ByteBuffer copy = ByteBuffer.allocate(memory.remaining());
            return copy.put(memory).flip();
        }
    }

    /// All matrices, packed for the processor at hand, from the file where it is current; close
    /// them.
    List<IValue> packed() {
        if (!isCurrent()) {
            return names().stream().map(name -> pack(program, round(name))).toList();
        }
        try (SafeTensors file = SafeTensors.open(path())) {
            List<IValue> packed = new ArrayList<>();
            for (String name : names()) {
                packed.add(pack(program, stored(file, name)));
            }
            return packed;
        }
    }

    /// Read, not mapped: mapped pages would count as memory beside what is packed.
    private Matrix stored(SafeTensors file, String name) {
        return new Matrix(
                Gpt2Weights.read(file.entry(name), program.manager(), DataType.INT8),
                Gpt2Weights.read(file.entry(name + SCALE), program.manager(), DataType.FLOAT32));
    }

    /// Packs a matrix for the processor at hand; close it. The matrix is closed.
    static IValue pack(Program program, Matrix matrix) {
        try (matrix;
                IValue rows = IValue.from((PtNDArray) matrix.rows());
                IValue scales = IValue.from((PtNDArray) matrix.scales())) {
            return program.call("pack", rows, scales);
        }
    }
}
