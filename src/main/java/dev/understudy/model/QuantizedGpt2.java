package dev.understudy.model;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.checkpoint.Tensors;
import dev.understudy.checkpoint.WeightFiles;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.model.device.Processor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A GPT-2 on the CPU whose matrices are int8, with a scale for each of their outputs; what goes in
/// is rounded row by row as it comes. It reads a quarter of the memory for each token, and a reply
/// is the same alone and among others. It only decodes. One thread.
public final class QuantizedGpt2 implements LanguageModel {
    private static final Logger LOG = LoggerFactory.getLogger(QuantizedGpt2.class);

    /// What one more token in a call costs, as a share of a call of one: hardly anything for the
    /// first ones of a model of few layers, about this for others (measured without VNNI;
    /// `bench/together`).
    private static final double TOKEN_COST = 0.12;

    private final Gpt2Config config;
    private final Program program;
    private final List<Tensors> mapped;
    private final List<IValue> matrices;
    private final IValue floatList;
    private final IValue positionEmbedding;
    private final IValue matrixList;

    /// Into how many steps what goes into a matrix is rounded, on either side of zero.
    private final int steps = Processor.multipliesBytes() ? 127 : 63;

    private QuantizedGpt2(
            Gpt2Config config,
            Program program,
            List<NDArray> floats,
            List<IValue> matrices,
            List<Tensors> mapped) {
        this.config = config;
        this.program = program;
        this.mapped = mapped;
        this.matrices = matrices;
        floatList = Program.listOf(floats);
        positionEmbedding = IValue.from((PtNDArray) floats.get(1));
        matrixList = IValue.listFrom(matrices.toArray(IValue[]::new));
    }

    private static Program program() {
        return Program.load(Program.source(Gpt2.class, "gpt2.py"), "Gpt2", ComputeDevice.CPU);
    }

    /// The model in a checkpoint folder. The first time it is rounded, which takes seconds, and
    /// kept beside the weights where that can be written. Throws UserError when the folder lacks it
    /// or it is damaged.
    public static QuantizedGpt2 load(Path folder) {
        Gpt2Config config = Gpt2Config.read(folder);
        Tensors file = WeightFiles.open(folder);
        Program program = program();
        try {
            Gpt2Weights.requireComplete(file, config);
            Int8File rounded = new Int8File(file, config, program);
            keep(rounded);
            return new QuantizedGpt2(
                    config,
                    program,
                    floats(file, config, program),
                    rounded.packed(),
                    List.of(file));
        } catch (RuntimeException | Error unusable) {
            program.close();
            file.close();
            throw unusable;
        }
    }

    /// A model that knows nothing, and takes as long and as much memory as one that does.
    public static QuantizedGpt2 random(Gpt2Config config) {
        Program program = program();
        List<NDArray> floats = new ArrayList<>();
        List<IValue> matrices = new ArrayList<>();
        for (Map.Entry<String, long[]> one : Gpt2Weights.shapes(config).entrySet()) {
            long[] shape = one.getValue();
            boolean embeds = one.getKey().startsWith("w");
            if (embeds || shape.length == 1) {
                floats.add(program.manager().randomNormal(0, 0.02f, new Shape(shape), FLOAT32));
            }
            if (shape.length == 2 && !one.getKey().equals("wpe.weight")) {
                Shape rows = embeds ? new Shape(shape) : new Shape(shape[1], shape[0]);
                try (NDArray matrix = program.manager().randomNormal(0, 0.02f, rows, FLOAT32)) {
                    matrices.add(Int8File.pack(program, Int8File.round(program, matrix)));
                }
            }
        }
        return new QuantizedGpt2(config, program, floats, matrices, List.of());
    }

    private static void keep(Int8File rounded) {
        if (rounded.isCurrent()) {
            return;
        }
        try {
            rounded.write();
        } catch (IOException unwritable) {
            LOG.info("{} cannot be kept beside the weights; it is made each time", Int8File.NAME);
        }
    }

    /// Embeddings, norms and biases. They stay in the mapped file where it is float32: of the token
    /// embedding only the rows that are looked up are ever read.
    private static List<NDArray> floats(Tensors file, Gpt2Config config, Program program) {
        List<NDArray> floats = new ArrayList<>();
        for (Map.Entry<String, long[]> one : Gpt2Weights.shapes(config).entrySet()) {
            boolean embeds = one.getKey().startsWith("w");
            if (embeds || one.getValue().length == 1) {
                floats.add(
                        Gpt2Weights.asFloats(
                                Gpt2Weights.find(file, one.getKey()), program.manager()));
            }
        }
        return floats;
    }

    @Override
    public int vocabularySize() {
        return config.vocabularySize();
    }

    @Override
    public int contextLength() {
        return config.contextLength();
    }

    /// A guess that is right saves one sequence's share of a call; any guess takes a little longer.
    @Override
    public double worthGuessing(int together) {
        return TOKEN_COST / (1.0 / together + TOKEN_COST);
    }

    @Override
    public Decoder newDecoder() {
        return new Gpt2Decoder(config, program, new Bytes());
    }

    @Override
    public List<float[][]> appendEach(List<Addition> additions) {
        return Gpt2Decoder.appendEach(additions);
    }

    private final class Bytes implements Gpt2Decoder.Kernel {
        @Override
        public IValue decode(IValue ids, IValue cache, IValue past, IValue counts, IValue scored) {
            return program.call(
                    "decode8",
                    ids,
                    floatList,
                    matrixList,
                    steps,
                    config.heads(),
                    cache,
                    past,
                    counts,
                    scored);
        }

        @Override
        public IValue like() {
            return positionEmbedding;
        }

        @Override
        public int numberBytes() {
            return Float.BYTES;
        }
    }

    @Override
    public void close() {
        matrixList.close();
        matrices.forEach(IValue::close);
        floatList.close();
        positionEmbedding.close();
        program.close();
        mapped.forEach(Tensors::close);
    }
}
