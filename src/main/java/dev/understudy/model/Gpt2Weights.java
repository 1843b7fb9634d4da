package dev.understudy.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.understudy.checkpoint.ElementType;
import dev.understudy.checkpoint.SafeTensorsWriter;
import dev.understudy.checkpoint.StoredTensor;
import dev.understudy.checkpoint.Tensors;
import dev.understudy.checkpoint.WeightFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A GPT-2's parameters in the order in which the program takes them, with Hugging Face's names.
final class Gpt2Weights {
    static final String EMBEDDING = "wte.weight";

    /// What `GPT2LMHeadModel` puts before every name; the published gpt2 goes without.
    private static final String PREFIX = "transformer.";

    private Gpt2Weights() {}

    /// Name and shape of every parameter; shapes as in `gpt2.py`.
    static Map<String, long[]> shapes(Gpt2Config config) {
        long width = config.width();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(EMBEDDING, new long[] {config.vocabularySize(), width});
        shapes.put("wpe.weight", new long[] {config.contextLength(), width});
        layerNorm(shapes, "ln_f", width);
        for (int layer = 0; layer < config.layers(); layer++) {
            String block = "h." + layer + ".";
            layerNorm(shapes, block + "ln_1", width);
            linear(shapes, block + "attn.c_attn", width, 3 * width);
            linear(shapes, block + "attn.c_proj", width, width);
            layerNorm(shapes, block + "ln_2", width);
            linear(shapes, block + "mlp.c_fc", width, 4 * width);
            linear(shapes, block + "mlp.c_proj", 4 * width, width);
        }
        return shapes;
    }

    private static void layerNorm(Map<String, long[]> shapes, String name, long width) {
        shapes.put(name + ".weight", new long[] {width});
        shapes.put(name + ".bias", new long[] {width});
    }

    private static void linear(Map<String, long[]> shapes, String name, long in, long out) {
        shapes.put(name + ".weight", new long[] {in, out});
        shapes.put(name + ".bias", new long[] {out});
    }

    /// Fresh weights as GPT-2 began: normal with deviation 0.02, projections into the residual
    /// stream divided by √(2 × layers) (Radford et al. 2019, section 2.3), biases 0, norms 1.
    static List<NDArray> random(Gpt2Config config, long seed, NDManager manager) {
        JniUtils.setSeed(seed);
        float residual = (float) (0.02 / Math.sqrt(2.0 * config.layers()));
        List<NDArray> weights = new ArrayList<>();
        shapes(config)
                .forEach(
                        (name, sizes) -> {
                            Shape shape = new Shape(sizes);
                            float deviation = name.endsWith("c_proj.weight") ? residual : 0.02f;
                            weights.add(
                                    sizes.length == 2
                                            ? normal(deviation, shape, manager)
                                            : name.endsWith(".bias")
                                                    ? manager.zeros(shape)
                                                    : manager.ones(shape));
                        });
        return weights;
    }

    /// The same on the CPU, with the token embedding laid out as by [#map].
    static List<NDArray> randomForDecoding(Gpt2Config config, long seed, NDManager manager) {
        List<NDArray> weights = random(config, seed, manager);
        try (NDArray rows = weights.getFirst();
                NDArray turned = rows.transpose();
                NDArray byColumns = turned.flatten(); // a copy in the order of `turned`
                NDArray columns = byColumns.reshape(turned.getShape())) {
            weights.set(0, columns.transpose());
        }
        return weights;
    }

    /// Drawn on the CPU, so that every device starts from the same numbers.
    private static NDArray normal(float deviation, Shape shape, NDManager manager) {
        NDArray drawn = manager.randomNormal(0, deviation, shape, DataType.FLOAT32, Device.cpu());
        if (!manager.getDevice().isGpu()) {
            return drawn;
        }
        try (drawn) {
            return drawn.toDevice(manager.getDevice(), true);
        }
    }

    /// The weights in `file` as numbers of `type`: F32, F16 or BF16, in memory of their own. Takes
    /// no more memory than they have.
    ///
    /// Throws UserError when the file does not hold the model that `config` describes, which is
    /// known before any memory is taken, or when it cannot be read.
    static List<NDArray> read(Tensors file, Gpt2Config config, NDManager manager, DataType type) {
        List<NDArray> weights = new ArrayList<>();
        for (StoredTensor stored : checked(file, config)) {
            weights.add(read(stored, manager, type));
        }
        return weights;
    }

    /// Reads the weights in `file` over `weights`, one after the other. Throws UserError as
    /// [#read].
    static void readOver(Tensors file, Gpt2Config config, List<NDArray> weights) {
        int index = 0;
        for (StoredTensor stored : checked(file, config)) {
            NDArray weight = weights.get(index++);
            try (NDArray read = read(stored, weight.getManager(), weight.getDataType())) {
                read.copyTo(weight);
            }
        }
    }

    /// The same as float32 for decoding, to be used only while `file` is open: where the file holds
    /// float32, its mapped pages themselves, so that nothing is copied or read before its use.
    ///
    /// The token embedding is copied, and laid out by columns: a matrix times a vector then reads
    /// faster (26 against 18 GB/s).
    static List<NDArray> map(Tensors file, Gpt2Config config, NDManager manager) {
        List<NDArray> weights = new ArrayList<>();
        for (StoredTensor stored : checked(file, config)) {
            if (weights.isEmpty()) {
                weights.add(readByColumns(stored, manager));
            } else {
                weights.add(asFloats(stored, manager));
            }
        }
        return weights;
    }

    /// The stored weight as float32: its mapped pages where they are that already, to be used only
    /// while the file is open.
    static NDArray asFloats(StoredTensor stored, NDManager manager) {
        return canStayInPlace(stored, manager)
                ? manager.create(stored.bytes(), new Shape(stored.shape()), DataType.FLOAT32)
                : read(stored, manager, DataType.FLOAT32);
    }

    /// The tensor of a parameter, under whichever of its names. Throws UserError when it is
    /// missing.
    static StoredTensor find(Tensors file, String name) {
        return file.entry(file.names().contains(PREFIX + EMBEDDING) ? PREFIX + name : name);
    }

    private static NDArray readByColumns(StoredTensor matrix, NDManager manager) {
        long[] shape = matrix.shape();
        Shape turned = new Shape(shape[1], shape[0]);
        try (NDArray columns = manager.create(turned, DataType.FLOAT32, Device.cpu())) {
            matrix.readByColumns(JniUtils.getByteBuffer((PtNDArray) columns, true));
            return columns.transpose().toDevice(manager.getDevice(), false);
        }
    }

    private static boolean canStayInPlace(StoredTensor stored, NDManager manager) {
        return stored.type() == ElementType.F32
                && stored.isInPlace()
                && !manager.getDevice().isGpu();
    }

    /// Throws UserError when `file` does not hold the model that `config` describes.
    static void requireComplete(Tensors file, Gpt2Config config) {
        List<StoredTensor> _ = checked(file, config);
    }

    /// The model's tensors in the program's order.
    private static List<StoredTensor> checked(Tensors file, Gpt2Config config) {
        String prefix = file.names().contains(PREFIX + EMBEDDING) ? PREFIX : "";
        if (config.layers() > file.names().size()) { // before billions of names are made
            throw file.foreign("config.json asks for " + config.layers() + " layers");
        }
        List<StoredTensor> tensors = new ArrayList<>();
        shapes(config)
                .forEach(
                        (name, shape) -> {
                            file.requireShape(prefix + name, shape);
                            tensors.add(file.entry(prefix + name));
                        });
        return tensors;
    }

    /// Tensor `name` as float32. Throws UserError when its shape is another.
    static NDArray read(Tensors file, String name, long[] shape, NDManager manager) {
        file.requireShape(name, shape);
        return read(file.entry(name), manager, DataType.FLOAT32);
    }

    /// `stored` as an array of `type`. Throws UserError when the file ends early.
    static NDArray read(StoredTensor stored, NDManager manager, DataType type) {
        Shape shape = new Shape(stored.shape());
        NDArray array = manager.create(shape, type, Device.cpu());
        readInto(stored, array);
        if (!manager.getDevice().isGpu()) {
            return array;
        }
        try (array) {
            return array.toDevice(manager.getDevice(), true);
        }
    }

    /// Reads `stored` straight into the memory of `array`, which is on the CPU and dense, has its
    /// shape, and keeps its own type. Throws UserError when the file ends early.
    static void readInto(StoredTensor stored, NDArray array) {
        if (!Arrays.equals(array.getShape().getShape(), stored.shape())) {
            throw new IllegalArgumentException(stored + " for " + array.getShape());
        }
        ByteBuffer memory = JniUtils.getByteBuffer((PtNDArray) array, true);
        stored.read(elementType(array.getDataType()), memory);
    }

    private static ElementType elementType(DataType type) {
        return switch (type) {
            case FLOAT32 -> ElementType.F32;
            case FLOAT16 -> ElementType.F16;
            case BFLOAT16 -> ElementType.BF16;
            case INT8 -> ElementType.I8;
            default -> throw new IllegalArgumentException(type + " is no type of weights");
        };
    }

    /// Writes `weights` to `folder`, which exists. Throws IOException when the disk refuses.
    static void write(Path folder, Gpt2Config config, List<NDArray> weights) throws IOException {
        SafeTensorsWriter file = new SafeTensorsWriter();
        add(file, PREFIX, config, weights);
        file.write(folder.resolve(WeightFiles.SAFETENSORS));
    }

    /// Adds one array for each parameter to `file`, under `prefix` and the parameter's name.
    static void add(
            SafeTensorsWriter file, String prefix, Gpt2Config config, List<NDArray> arrays) {
        int index = 0;
        for (Map.Entry<String, long[]> shape : shapes(config).entrySet()) {
            PtNDArray array = (PtNDArray) arrays.get(index++);
            file.add(prefix + shape.getKey(), shape.getValue(), () -> bytes(array));
        }
    }

    private static ByteBuffer bytes(PtNDArray array) {
        return JniUtils.getByteBuffer(array, true);
    }
}
