package dev.understudy.model.learning;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Layers.Compute;
import dev.understudy.model.Program;
import dev.understudy.model.device.Precision;
import dev.understudy.model.optimizer.Optimization;
import dev.understudy.model.optimizer.Optimizer;
import dev.understudy.model.optimizer.Parameter;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// A [Gpt2] that learns, one optimizer step at a time. One thread.
///
/// Gradients take memory only while a step lasts. Without clipping and accumulation not even then:
/// each block moves as soon as its own are known (Lv et al. 2024, "Full Parameter Fine-tuning for
/// Large Language Models with Limited Resources").
public final class Gpt2Learner implements AutoCloseable {
    private final Settings settings;
    private final Program optimizers;
    private final Replicas replicas;
    private final List<Group> groups;
    private final LossScale lossScale;
    private int split = 1;
    private long steps;

    /// How a model learns.
    ///
    /// @param dropout share of activations dropped
    /// @param checkpointing whether each block is computed again on the way back, in place of
    ///   keeping what it computed on the way forth (Chen et al. 2016)
    /// @param logitRows positions that have logits at a time; 0 for as many as fit 64 MB
    public record Settings(
            Optimization optimization,
            double dropout,
            Precision precision,
            boolean checkpointing,
            int logitRows) {

        /// How the layers are computed.
        Compute compute() {
            return new Compute(dropout, precision, logitRows);
        }

        /// The same with each block computed twice.
        public Settings checkpointed() {
            return new Settings(optimization, dropout, precision, true, logitRows);
        }

        /// The same with another optimizer.
        public Settings with(Optimization other) {
            return new Settings(other, dropout, precision, checkpointing, logitRows);
        }

        /// Float32, without dropout and checkpointing.
        public static Settings plain(Optimization optimization) {
            return new Settings(optimization, 0, Precision.FLOAT32, false, 0);
        }
    }

    /// What a step did.
    ///
    /// @param loss mean cross entropy of the targets that count, in nats
    /// @param gradientNorm of all gradients, before clipping
    /// @param skipped whether float16 overflowed and the weights stayed as they were
    /// @param pieces how many pieces each batch is cut into, since memory did not suffice for it
    public record Taken(double loss, double gradientNorm, boolean skipped, int pieces) {}

    /// Parameters that move at once: their gradients, and the optimizers that share them.
    private record Group(IValue gradients, List<Optimizer> optimizers) {}

    /// Starts with the optimizer's state at zero. The model stays the caller's to close, after
    /// this.
    public Gpt2Learner(Gpt2 model, Settings settings) {
        this(List.of(model), settings);
    }

    /// Learns on several devices: `models` are copies of one model, and the first is the one that
    /// is taught; the others follow it. Starts as the other constructor.
    public Gpt2Learner(List<Gpt2> models, Settings settings) {
        this.settings = settings;
        this.replicas = new Replicas(models, settings);
        this.optimizers = Optimizer.program(models.getFirst().device());
        this.lossScale = new LossScale(settings.precision());
        this.groups = groups();
    }

    private List<Group> groups() {
        List<Group> made = new ArrayList<>();
        List<List<Parameter>> parts = replicas.main().parts();
        Stream<List<Parameter>> together =
                movesAtOnce()
                        ? parts.stream()
                        : Stream.of(parts.stream().flatMap(List::stream).toList());
        together.forEach(
                members ->
                        made.add(
                                new Group(
                                        Program.listOf(
                                                members.stream().map(Parameter::gradient).toList()),
                                        Optimizer.of(
                                                optimizers,
                                                members,
                                                settings.optimization(),
                                                settings.precision()))));
        return made;
    }

    /// Whether each part moves as soon as its gradients are known.
    private boolean movesAtOnce() {
        return settings.optimization().clip() == 0
                && replicas.count() == 1
                && settings.precision() != Precision.FP16;
    }

    /// Takes one step along the mean gradient of all targets in `batches`, which are computed one
    /// after the other. The dropout masks follow from `seed` alone.
    ///
    /// Where memory does not suffice, each batch is cut in two, from now on, and the step begun
    /// again. A loss or norm that is no number is returned, and the weights are then as they were,
    /// unless they had begun to move. Throws UserError when memory does not suffice for one row.
    public Taken step(List<Batch> batches, double learningRate, long seed) {
        while (true) {
            List<Batch> pieces =
                    batches.stream().flatMap(batch -> batch.cut(split).stream()).toList();
            try {
                return attempt(pieces, learningRate, seed);
            } catch (OutOfMemory refused) {
                boolean smallest = pieces.stream().allMatch(piece -> piece.rows() == 1);
                if (smallest || refused.halfDone) {
                    throw new UserError(
                            "The "
                                    + replicas.main().model().device()
                                    + " has not enough memory for this training.",
                            "Lower --batch or --block, or choose --gradient-checkpointing,"
                                    + " --optimizer adamw-8bit or a smaller model.",
                            refused);
                }
                split *= 2;
            }
        }
    }

    /// libtorch could not allocate what a step needs.
    private static final class OutOfMemory extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final boolean halfDone;

        /// @param halfDone whether weights had begun to move
        OutOfMemory(EngineException cause, boolean halfDone) {
            super(cause);
            this.halfDone = halfDone;
        }
    }

    private Taken attempt(List<Batch> batches, double learningRate, long seed) {
        long next = steps + 1;
        try {
            if (movesAtOnce() && batches.size() == 1) {
                return moveAtOnce(batches.getFirst(), learningRate, seed);
            }
            double loss = accumulate(batches, seed);
            double norm =
                    Math.sqrt(groups.stream().mapToDouble(g -> square(g.gradients())).sum())
                            / lossScale.factor();
            double shrink = lossScale.factor() * clipping(norm);
            boolean skipped = lossScale.isTooLarge(norm);
            if (Double.isFinite(norm) && Double.isFinite(loss)) {
                steps = next;
                groups.forEach(group -> move(group, learningRate, shrink));
                replicas.follow();
            }
            return new Taken(loss, norm, skipped, split);
        } catch (EngineException failed) {
            if (isOutOfMemory(failed)) {
                throw new OutOfMemory(failed, steps == next);
            }
            throw failed;
        } finally {
            replicas.release();
        }
    }

    private Taken moveAtOnce(Batch batch, double learningRate, long seed) {
        steps++;
        double[] squares = new double[groups.size()];
        double sum =
                replicas.main()
                        .accumulate(
                                batch,
                                1.0 / batch.counted(),
                                seed,
                                part -> {
                                    Group group = groups.get(part);
                                    squares[part] = square(group.gradients());
                                    move(group, learningRate, 1);
                                    replicas.main().release(part);
                                });
        double norm = Math.sqrt(Arrays.stream(squares).sum());
        return new Taken(sum / batch.counted(), norm, false, split);
    }

    /// Sums the gradients of `batches`, for [Taken]'s loss. Adds to those that are there.
    double accumulate(List<Batch> batches, long seed) {
        long counted = batches.stream().mapToLong(Batch::counted).sum();
        return replicas.accumulate(batches, lossScale.factor() / counted, seed) / counted;
    }

    private double square(IValue gradients) {
        try (IValue norm = optimizers.call("norm", gradients);
                NDArray number = norm.toTensor(optimizers.manager())) {
            return Math.pow(number.getFloat(), 2);
        }
    }

    private double clipping(double norm) {
        double clip = settings.optimization().clip();
        return clip > 0 ? Math.max(1, (norm + 1e-6) / clip) : 1;
    }

    private void move(Group group, double learningRate, double shrink) {
        try (NDManager scope = optimizers.manager().newSubManager();
                IValue shrinking = IValue.from((PtNDArray) scope.create((float) shrink))) {
            group.optimizers().forEach(optimizer -> optimizer.step(learningRate, steps, shrinking));
        }
    }

    private static boolean isOutOfMemory(EngineException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory");
    }

    /// How many updates were taken.
    public long steps() {
        return steps;
    }

    /// The gradients summed so far, by parameter, in Hugging Face's layout.
    Map<String, float[]> gradients() {
        Map<String, float[]> byName = new LinkedHashMap<>();
        for (int part = 0; part < replicas.main().parts().size(); part++) {
            List<Parameter> members = replicas.main().parts().get(part);
            replicas.main().widen(part);
            try (NDList arrays =
                    replicas.main().gradients().get(part).toNDList(optimizers.manager())) {
                for (int i = 0; i < members.size(); i++) {
                    float[] gradient = arrays.get(i).toFloatArray();
                    for (int j = 0; j < gradient.length; j++) {
                        gradient[j] /= (float) lossScale.factor();
                    }
                    byName.put(members.get(i).name(), gradient);
                }
            }
        }
        return byName;
    }

    /// Lets go of the gradients, where a caller summed some and takes no step.
    void release() {
        replicas.release();
    }

    /// Writes the optimizer's state and the number of steps to `file`. Call it between steps.
    /// Throws IOException when the disk refuses.
    public void save(Path file) throws IOException {
        OptimizerFile.write(file, optimizers(), steps, lossScale);
    }

    /// Takes up what [#save] wrote. Throws UserError when `file` is damaged, of another model or of
    /// another optimizer.
    public void restore(Path file) {
        steps = OptimizerFile.read(file, optimizers(), lossScale);
    }

    private List<Optimizer> optimizers() {
        return groups.stream().flatMap(group -> group.optimizers().stream()).toList();
    }

    @Override
    public void close() {
        optimizers().forEach(Optimizer::close);
        groups.forEach(group -> group.gradients().close());
        replicas.close();
        optimizers.close();
    }
}
