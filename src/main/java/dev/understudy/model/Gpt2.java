package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.checkpoint.Tensors;
import dev.understudy.checkpoint.WeightFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// A GPT-2 in float32 on the CPU (Radford et al. 2019; weight names follow Hugging Face's
/// `GPT2LMHeadModel`). One thread.
public final class Gpt2 implements LanguageModel {
    private final Gpt2Config config;
    private final Gpt2Program program;
    private final List<NDArray> weights;
    private final IValue weightList;
    private final List<Tensors> mapped;

    /// @param mapped the files whose memory the weights are, closed with the model
    private Gpt2(
            Gpt2Config config, Gpt2Program program, List<NDArray> weights, List<Tensors> mapped) {
        this.config = config;
        this.program = program;
        this.weights = weights;
        this.weightList = Gpt2Program.listOf(weights);
        this.mapped = mapped;
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
                    program ->
                            new Gpt2(
                                    config,
                                    program,
                                    Gpt2Weights.map(file, config, program.manager()),
                                    List.of(file)));
        } catch (RuntimeException | Error unusable) {
            file.close();
            throw unusable;
        }
    }

    /// The model in a checkpoint folder, laid out for training. Throws as [#load].
    public static Gpt2 loadForTraining(Path folder) {
        Gpt2Config config = Gpt2Config.read(folder);
        try (Tensors file = WeightFiles.open(folder)) {
            return onto(
                    program ->
                            new Gpt2(
                                    config,
                                    program,
                                    Gpt2Weights.read(
                                            file, config, program.manager(), DataType.FLOAT32),
                                    List.of()));
        }
    }

    /// A model that knows nothing yet; the same seed gives the same weights.
    public static Gpt2 random(Gpt2Config config, long seed) {
        return onto(
                program ->
                        new Gpt2(
                                config,
                                program,
                                Gpt2Weights.random(config, seed, program.manager()),
                                List.of()));
    }

    /// What `model` makes of a program of its own, which is closed when that fails.
    private static Gpt2 onto(Function<Gpt2Program, Gpt2> model) {
        Gpt2Program program = Gpt2Program.load();
        try {
            return model.apply(program);
        } catch (RuntimeException | Error unusable) {
            program.close();
            throw unusable;
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
        try (NDManager scope = program.manager().newSubManager();
                IValue ids = argument(scope, batch.ids(), batch);
                IValue targets = argument(scope, batch.targets(), batch);
                IValue heads = IValue.from((long) config.heads());
                IValue loss = program.infer("loss", ids, targets, weightList, heads)) {
            return loss.toTensor((PtNDManager) scope).getFloat();
        }
    }

    /// Logits of every position, shape `(rows, length, vocabulary)` in one array; targets are not
    /// looked at.
    public float[] logits(Batch batch) {
        try (NDManager scope = program.manager().newSubManager();
                IValue ids = argument(scope, batch.ids(), batch);
                IValue heads = IValue.from((long) config.heads());
                IValue logits = program.infer("all_logits", ids, weightList, heads)) {
            return logits.toTensor((PtNDManager) scope).toFloatArray();
        }
    }

    private static IValue argument(NDManager scope, long[] values, Batch batch) {
        return IValue.from(
                (PtNDArray) Gpt2Program.ids(scope, values, batch.rows(), batch.length()));
    }

    Gpt2Program program() {
        return program;
    }

    /// The parameters as named arguments of the program's training calls.
    NDList weights() {
        if (!mapped.isEmpty()) {
            throw new IllegalStateException("a model that is laid out for decoding cannot learn");
        }
        return new NDList(weights);
    }

    @Override
    public void close() {
        weightList.close();
        program.close();
        mapped.forEach(Tensors::close);
    }
}
