package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.checkpoint.Tensors;
import dev.understudy.checkpoint.WeightFiles;
import dev.understudy.model.Gpt2Layers.Keep;
import dev.understudy.model.device.ComputeDevice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A GPT-2 in float32 (Radford et al. 2019; weight names follow Hugging Face's `GPT2LMHeadModel`).
/// One thread.
public final class Gpt2 implements LanguageModel {
    private final Gpt2Config config;
    private final Program program;
    private final List<NDArray> weights;
    private final IValue weightList;
    private final Gpt2Layers layers;
    private final List<Tensors> mapped;
    private final Layout layout;
    private final IValue positionEmbedding;

    /// What the weights are laid out for.
    private enum Layout {
        LEARNING,
        DECODING,
        /// Decoding in bfloat16.
        HALF
    }

    private Gpt2(Gpt2Config config, Program program, List<NDArray> weights) {
        this(config, program, weights, List.of(), Layout.LEARNING);
    }

    /// @param mapped the files whose memory the weights are, closed with the model
    private Gpt2(
            Gpt2Config config,
            Program program,
            List<NDArray> weights,
            List<Tensors> mapped,
            Layout layout) {
        this.config = config;
        this.program = program;
        this.weights = weights;
        this.weightList = Program.listOf(weights);
        this.positionEmbedding = IValue.from((PtNDArray) weights.get(1));
        this.layers = layers(Gpt2Layers.Compute.PLAIN);
        this.mapped = mapped;
        this.layout = layout;
    }

    /// The model in a checkpoint folder, laid out for decoding. Throws UserError when the folder
    /// lacks it or it is damaged.
    ///
    /// Weights stored as float32 stay in the mapped file: loading costs next to nothing, processes
    /// share them, and the file may be deleted or replaced by renaming, but not overwritten.
    public static Gpt2 load(Path folder) {
        Gpt2Config config = Gpt2Config.read(folder);
        Tensors file = WeightFiles.open(folder);
        try {
            return onto(
                    ComputeDevice.CPU,
                    program ->
                            new Gpt2(
                                    config,
                                    program,
                                    Gpt2Weights.map(file, config, program.manager()),
                                    List.of(file),
                                    Layout.DECODING));
        } catch (RuntimeException | Error unusable) {
            file.close();
            throw unusable;
        }
    }

    /// The model in a checkpoint folder in bfloat16, for decoding on `device`: half the memory.
    /// Scores are float32. Throws as [#load].
    public static Gpt2 loadHalf(Path folder, ComputeDevice device) {
        Gpt2Config config = Gpt2Config.read(folder);
        try (Tensors file = WeightFiles.open(folder)) {
            return onto(
                    device,
                    program -> {
                        List<NDArray> weights =
                                Gpt2Weights.read(file, config, program.manager(), DataType.FLOAT32);
                        weights.replaceAll(weight -> halved(program, weight));
                        return new Gpt2(config, program, weights, List.of(), Layout.HALF);
                    });
        }
    }

    /// DJL makes no arrays of this type.
    private static NDArray halved(Program program, NDArray weight) {
        try (weight;
                IValue whole = IValue.from((PtNDArray) weight);
                IValue half = program.call("half", whole)) {
            return half.toTensor(program.manager());
        }
    }

    /// The model in a checkpoint folder, laid out for training on the CPU. Throws as [#load].
    public static Gpt2 loadForTraining(Path folder) {
        return loadForTraining(folder, ComputeDevice.CPU);
    }

    /// The same on another device.
    public static Gpt2 loadForTraining(Path folder, ComputeDevice device) {
        Gpt2Config config = Gpt2Config.read(folder);
        try (Tensors file = WeightFiles.open(folder)) {
            return onto(
                    device,
                    program ->
                            new Gpt2(
                                    config,
                                    program,
                                    Gpt2Weights.read(
                                            file, config, program.manager(), DataType.FLOAT32)));
        }
    }

    /// Takes the weights in a checkpoint folder of the same model. Not for one that was loaded for
    /// decoding. Throws as [#load]; its weights are then partly the old ones.
    public void restore(Path folder) {
        try (Tensors file = WeightFiles.open(folder)) {
            Gpt2Weights.readOver(file, config, weights);
        }
    }

    /// A model that knows nothing yet; the same seed gives the same weights.
    public static Gpt2 random(Gpt2Config config, long seed) {
        return random(config, seed, ComputeDevice.CPU);
    }

    /// The same weights on another device.
    public static Gpt2 random(Gpt2Config config, long seed, ComputeDevice device) {
        return onto(
                device,
                program ->
                        new Gpt2(
                                config,
                                program,
                                Gpt2Weights.random(config, seed, program.manager())));
    }

    /// The same weights on the CPU, laid out for decoding as [#load] does it: it decodes as fast as
    /// a trained one, and can neither learn nor be saved.
    public static Gpt2 randomForDecoding(Gpt2Config config, long seed) {
        return onto(
                ComputeDevice.CPU,
                program ->
                        new Gpt2(
                                config,
                                program,
                                Gpt2Weights.randomForDecoding(config, seed, program.manager()),
                                List.of(),
                                Layout.DECODING));
    }

    /// A copy of this model, on `device`.
    public Gpt2 copy(ComputeDevice device) {
        return onto(device, program -> new Gpt2(config, program, copies(program.manager())));
    }

    private List<NDArray> copies(NDManager manager) {
        List<NDArray> copies = new ArrayList<>();
        for (NDArray weight : weights) {
            NDArray copy = weight.toDevice(manager.getDevice(), true);
            copy.attach(manager);
            copies.add(copy);
        }
        return copies;
    }

    /// What `model` makes of a program of its own, which is closed when that fails.
    private static Gpt2 onto(ComputeDevice device, Function<Program, Gpt2> model) {
        Program program = Program.load(Program.source(Gpt2.class, "gpt2.py"), "Gpt2", device);
        try {
            return model.apply(program);
        } catch (RuntimeException | Error unusable) {
            program.close();
            throw unusable;
        }
    }

    /// Writes `config.json`, `generation_config.json` and `model.safetensors` into `folder`, which
    /// exists, for Hugging Face's tools and ours. Throws IOException when the disk refuses, and
    /// IllegalStateException when the model is laid out for decoding.
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
        Gpt2Weights.write(folder, config, weights());
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
        return new Gpt2Decoder(config, program, new Whole());
    }

    private final class Whole implements Gpt2Decoder.Kernel {
        @Override
        public IValue decode(IValue ids, IValue cache, IValue past, IValue counts, IValue scored) {
            return program.call(
                    "decode", ids, weightList, config.heads(), cache, past, counts, scored);
        }

        @Override
        public IValue like() {
            return positionEmbedding;
        }

        @Override
        public int numberBytes() {
            return layout == Layout.HALF ? 2 : Float.BYTES;
        }
    }

    @Override
    public List<float[][]> appendEach(List<Addition> additions) {
        return Gpt2Decoder.appendEach(additions);
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
    public ComputeDevice device() {
        return ComputeDevice.of(program.manager().getDevice());
    }

    /// The program that computes, for those that teach the model.
    public Program program() {
        return program;
    }

    /// The parameters, in the order of [Gpt2Weights#shapes]; not copies. Throws
    /// IllegalStateException when the model is laid out for decoding.
    public List<NDArray> weights() {
        if (layout != Layout.LEARNING) {
            throw new IllegalStateException("a model that is laid out for decoding only decodes");
        }
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
        positionEmbedding.close();
        program.close();
        mapped.forEach(Tensors::close);
    }
}
