package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
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

    private final Gpt2Config config;
    private final Program program;
    private final Tensors file;
    private final List<NDArray> floats;
    private final List<NDArray> ends;
    private final List<IValue> matrices;
    private final IValue floatList;
    private final IValue endList;
    private final IValue matrixList;
    private final boolean narrow = !Processor.multipliesBytes();

    private QuantizedGpt2(Gpt2Config config, Program program, Tensors file) {
        this.config = config;
        this.program = program;
        this.file = file;
        matrices = new Int8File(file, config, program).packed();
        floats = floats(file, config, program);
        ends = List.of(ends(config.width()), ends(4 * config.width()));
        floatList = Program.listOf(floats);
        endList = Program.listOf(ends);
        matrixList = IValue.listFrom(matrices.toArray(IValue[]::new));
    }

    /// The model in a checkpoint folder. The first time it is rounded, which takes seconds, and
    /// kept beside the weights where that can be written. Throws UserError when the folder lacks it
    /// or it is damaged.
    public static QuantizedGpt2 load(Path folder) {
        Gpt2Config config = Gpt2Config.read(folder);
        Tensors file = WeightFiles.open(folder);
        Program program =
                Program.load(Program.source(Gpt2.class, "gpt2.py"), "Gpt2", ComputeDevice.CPU);
        try {
            keep(new Int8File(file, config, program));
            return new QuantizedGpt2(config, program, file);
        } catch (RuntimeException | Error unusable) {
            program.close();
            file.close();
            throw unusable;
        }
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

    private NDArray ends(int width) {
        float[] row = new float[width];
        row[0] = 1;
        row[1] = -1;
        return program.manager().create(row, new Shape(1, width));
    }

    @Override
    public int vocabularySize() {
        return config.vocabularySize();
    }

    @Override
    public int contextLength() {
        return config.contextLength();
    }

    @Override
    public long bytes() {
        return config.parameterCount();
    }

    @Override
    public Decoder newDecoder() {
        return new Gpt2Decoder(config, program, new Bytes());
    }

    @Override
    public float[][] appendEach(List<Decoder> sequences, int[] ids) {
        return Gpt2Decoder.appendEach(sequences, ids);
    }

    private final class Bytes implements Gpt2Decoder.Kernel {
        @Override
        public IValue decode(IValue ids, IValue cache, int past) {
            return program.call(
                    "decode8",
                    ids,
                    floatList,
                    matrixList,
                    endList,
                    narrow,
                    config.heads(),
                    cache,
                    past);
        }

        @Override
        public IValue decodeEach(IValue ids, IValue cache, IValue past) {
            return program.call(
                    "decode_each8",
                    ids,
                    floatList,
                    matrixList,
                    endList,
                    narrow,
                    config.heads(),
                    cache,
                    past);
        }
    }

    @Override
    public void close() {
        matrixList.close();
        matrices.forEach(IValue::close);
        floatList.close();
        endList.close();
        program.close();
        file.close();
    }
}
