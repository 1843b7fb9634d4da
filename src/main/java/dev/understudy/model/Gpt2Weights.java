package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.understudy.model.SafeTensorsWriter.Element;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A GPT-2's parameters in the order in which the program takes them, with Hugging Face's names.
final class Gpt2Weights {
    static final String FILE = "model.safetensors";

    /// What `GPT2LMHeadModel` puts before every name; the published gpt2 goes without.
    private static final String PREFIX = "transformer.";

    private Gpt2Weights() {}

    /// Name and shape of every parameter; shapes as in `gpt2.py`.
    static Map<String, long[]> shapes(Gpt2Config config) {
        long width = config.width();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("wte.weight", new long[] {config.vocabularySize(), width});
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
                                            ? manager.randomNormal(
                                                    0, deviation, shape, DataType.FLOAT32)
                                            : name.endsWith(".bias")
                                                    ? manager.zeros(shape)
                                                    : manager.ones(shape));
                        });
        return weights;
    }

    /// The weights in a checkpoint folder as float32. Throws UserError when the file is missing or
    /// damaged, or does not hold the model that `config` describes.
    static List<NDArray> read(Path folder, Gpt2Config config, NDManager manager) {
        List<NDArray> weights = new ArrayList<>();
        try (SafeTensors file = SafeTensors.open(folder.resolve(FILE))) {
            String prefix = file.names().contains(PREFIX + "wte.weight") ? PREFIX : "";
            if (config.layers() > file.names().size()) { // before billions of names are made
                throw file.foreign("config.json asks for " + config.layers() + " layers");
            }
            shapes(config)
                    .forEach(
                            (name, shape) ->
                                    weights.add(read(file, prefix + name, shape, manager)));
        }
        return weights;
    }

    /// A copy of tensor `name` as float32. Throws UserError when its shape is another.
    static NDArray read(SafeTensors file, String name, long[] shape, NDManager manager) {
        SafeTensors.Entry entry = file.entry(name);
        file.requireShape(name, shape);
        try (NDArray mapped =
                manager.create(file.bytes(name), new Shape(shape), elementType(name, entry))) {
            // Not toType(…, true): where the type is right already, it shares the mapped memory.
            return mapped.getDataType() == DataType.FLOAT32
                    ? mapped.duplicate()
                    : mapped.toType(DataType.FLOAT32, true);
        }
    }

    private static DataType elementType(String name, SafeTensors.Entry entry) {
        return switch (entry.dtype()) {
            case "F32" -> DataType.FLOAT32;
            case "F16" -> DataType.FLOAT16;
            case "BF16" -> DataType.BFLOAT16;
            case String other ->
                    throw new UserError(
                            name + " holds " + other + " elements; accepted: F32, F16, BF16.",
                            "Save the model in one of these types.");
        };
    }

    /// Writes `weights` to `folder`, which exists. Throws IOException when the disk refuses.
    static void write(Path folder, Gpt2Config config, List<NDArray> weights) throws IOException {
        SafeTensorsWriter file = new SafeTensorsWriter();
        add(file, PREFIX, config, weights);
        file.write(folder.resolve(FILE));
    }

    /// Adds one array for each parameter to `file`, under `prefix` and the parameter's name.
    static void add(
            SafeTensorsWriter file, String prefix, Gpt2Config config, List<NDArray> arrays) {
        int index = 0;
        for (Map.Entry<String, long[]> shape : shapes(config).entrySet()) {
            PtNDArray array = (PtNDArray) arrays.get(index++);
            file.add(prefix + shape.getKey(), Element.F32, shape.getValue(), () -> bytes(array));
        }
    }

    private static ByteBuffer bytes(PtNDArray array) {
        return JniUtils.getByteBuffer(array, true);
    }
}
