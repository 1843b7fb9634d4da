package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A GPT-2 in float32 on the CPU (Radford et al. 2019; weight names follow Hugging Face's
/// `GPT2LMHeadModel`). One thread.
public final class Gpt2 implements LanguageModel {
    private final Gpt2Config config;
    private final Gpt2Program program;
    private final List<NDArray> weights;
    private final IValue weightList;

    private Gpt2(Gpt2Config config, Gpt2Program program, List<NDArray> weights) {
        this.config = config;
        this.program = program;
        this.weights = weights;
        this.weightList = Gpt2Program.listOf(weights);
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
        Gpt2Program program = Gpt2Program.load();
        return new Gpt2(config, program, Gpt2Weights.random(config, seed, program.manager()));
    }

    private static Gpt2 read(Path folder, boolean decoding) {
        Gpt2Config config = Gpt2Config.read(folder);
        Gpt2Program program = Gpt2Program.load();
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

    private static NDArray columnMajor(Gpt2Program program, NDArray rowMajor) {
        try (NDArray before = rowMajor;
                IValue argument = IValue.from((PtNDArray) before);
                IValue result = program.infer("column_major", argument)) {
            return result.toTensor((PtNDManager) program.manager());
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

    /// Cross entropy of each target, in nats, shape `(rows, length)` in one array; 0 where the
    /// target is [Batch#IGNORED]. Memory: twice the logits.
    public float[] losses(Batch batch) {
        long[] found = batch.targets().clone();
        for (int i = 0; i < found.length; i++) {
            found[i] = found[i] == Batch.IGNORED ? 0 : found[i];
        }
        try (NDManager scope = program.manager().newSubManager();
                IValue ids = argument(scope, batch.ids(), batch);
                IValue heads = IValue.from((long) config.heads());
                IValue logits = program.infer("all_logits", ids, weightList, heads)) {
            NDArray targets = Gpt2Program.ids(scope, found, batch.rows(), batch.length());
            float[] losses =
                    logits.toTensor((PtNDManager) scope)
                            .logSoftmax(2)
                            .gather(targets.expandDims(2), 2)
                            .neg()
                            .toFloatArray();
            for (int i = 0; i < losses.length; i++) {
                losses[i] = batch.targets()[i] == Batch.IGNORED ? 0 : losses[i];
            }
            return losses;
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
        return new NDList(weights);
    }

    @Override
    public void close() {
        weightList.close();
        program.close();
    }
}
