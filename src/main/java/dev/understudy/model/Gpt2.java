package dev.understudy.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.Gpt2Layers.Keep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A GPT-2 in float32 on the CPU (Radford et al. 2019; weight names follow Hugging Face's
/// `GPT2LMHeadModel`). One thread.
public final class Gpt2 implements LanguageModel {
    private final Gpt2Config config;
    private final Program program;
    private final List<NDArray> weights;
    private final IValue weightList;
    private final Gpt2Layers layers;

    private Gpt2(Gpt2Config config, Program program, List<NDArray> weights) {
        this.config = config;
        this.program = program;
        this.weights = weights;
        this.weightList = Program.listOf(weights);
        this.layers = layers(Gpt2Layers.Compute.PLAIN);
    }

    /// The model in a checkpoint folder, laid out for decoding. Throws UserError when the folder
    /// lacks it or it is damaged.
    public static Gpt2 load(Path folder) {
        return read(folder, true);
    }

    /// The model in a checkpoint folder, laid out for training. Throws as [#load].
    public static Gpt2 loadForTraining(Path folder) {
        return read(folder, false);
    }

    /// A model that knows nothing yet; the same seed gives the same weights.
    public static Gpt2 random(Gpt2Config config, long seed) {
        Program program = load();
        return new Gpt2(config, program, Gpt2Weights.random(config, seed, program.manager()));
    }

    private static Gpt2 read(Path folder, boolean decoding) {
        Gpt2Config config = Gpt2Config.read(folder);
        Program program = load();
        try {
            List<NDArray> weights = Gpt2Weights.read(folder, config, program.manager());
            if (decoding) {
                weights.set(0, columnMajor(program, weights.get(0)));
            }
            return new Gpt2(config, program, weights);
        } catch (RuntimeException unusable) {
            program.close();
            throw unusable;
        }
    }

    private static Program load() {
        return Program.load(Program.source(Gpt2.class, "gpt2.py"), "Gpt2");
    }

    private static NDArray columnMajor(Program program, NDArray rowMajor) {
        try (NDArray before = rowMajor;
                IValue argument = IValue.from((PtNDArray) before);
                IValue result = program.call("column_major", argument)) {
            return result.toTensor(program.manager());
        }
    }

    /// Writes `config.json`, `generation_config.json` and `model.safetensors` into `folder`, which
    /// exists, for Hugging Face's tools and ours. Throws IOException when the disk refuses.
    public void save(Path folder) throws IOException {
        String generation =
                """
                {
                  "bos_token_id": %1$d,
                  "eos_token_id": %1$d
                }
                """
                        .formatted(config.endOfText());
        Files.writeString(folder.resolve(Gpt2Config.FILE), config.toJson(), StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("generation_config.json"), generation, StandardCharsets.UTF_8);
        Gpt2Weights.write(folder, config, weights);
    }

    /// The model's shape.
    public Gpt2Config config() {
        return config;
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
    public Decoder newDecoder() {
        return new Gpt2Decoder(config, program, weightList);
    }

    /// Mean cross entropy, in nats a token, over the targets that count.
    public double loss(Batch batch) {
        double sum = 0;
        for (float loss : losses(batch)) {
            sum += loss;
        }
        return sum / batch.counted();
    }

    /// The cross entropy of each position in nats, `rows × length` of them; 0 where its target is
    /// [Batch#IGNORED].
    public float[] losses(Batch batch) {
        try (IValue last = hidden(batch);
                IValue targets = program.ids(batch.targets(), batch.rows(), batch.length());
                IValue head = layers.losses(last, targets);
                NDList results = head.toNDList(program.manager())) {
            return results.get(1).toFloatArray();
        }
    }

    /// Logits of every position, shape `(rows, length, vocabulary)` in one array; targets are not
    /// looked at.
    public float[] logits(Batch batch) {
        try (IValue last = hidden(batch);
                IValue logits = layers.logits(last);
                NDArray array = logits.toTensor(program.manager())) {
            return array.toFloatArray();
        }
    }

    private IValue hidden(Batch batch) {
        try (IValue ids = program.ids(batch.ids(), batch.rows(), batch.length())) {
            IValue hidden = layers.embed(ids, 0);
            for (int layer = 0; layer < layers.count(); layer++) {
                try (IValue before = hidden) {
                    hidden = layers.block(layer, before, batch.rows(), 0, Keep.RESULT);
                }
            }
            return hidden;
        }
    }

    /// The layers, computed in another way; close them before the model.
    public Gpt2Layers layers(Gpt2Layers.Compute compute) {
        return new Gpt2Layers(program, config, weights, compute);
    }

    /// Where it is computed.
    public Device device() {
        return program.manager().getDevice();
    }

    /// The program that computes, for those that teach the model.
    public Program program() {
        return program;
    }

    /// The parameters, in the order of [Gpt2Weights#shapes]; not copies.
    public List<NDArray> weights() {
        return List.copyOf(weights);
    }

    /// Name and shape of each parameter, in the order of [#weights].
    public Map<String, long[]> shapes() {
        return Gpt2Weights.shapes(config);
    }

    @Override
    public void close() {
        layers.close();
        weightList.close();
        program.close();
    }
}
