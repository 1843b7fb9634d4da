package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.understudy.checkpoint.SafeTensors;
import dev.understudy.checkpoint.SafeTensorsWriter;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A [Gpt2] that learns: gradients summed over micro-batches, then one step of AdamW.
///
/// Holds three arrays the size of the weights (gradients and AdamW's two moments). One thread.
public final class Gpt2Learner implements AutoCloseable {
    private static final String STEPS = "steps";

    private final Gpt2 model;
    private final AdamW settings;
    private final NDManager manager;
    private final NDList weights;
    private final NDList gradients;
    private final NDList firstMoments;
    private final NDList secondMoments;
    private final IValue gradientList;
    private final Group matrices;
    private final Group vectors;
    private long steps;

    /// AdamW's constants (Loshchilov and Hutter 2019).
    ///
    /// @param weightDecay on matrices and embeddings, never on biases and norms
    /// @param clip largest global norm of the gradients; 0 leaves them as they are
    public record AdamW(
            double beta1, double beta2, double epsilon, double weightDecay, double clip) {}

    /// Starts with moments at zero. The model stays the caller's to close, after this.
    public Gpt2Learner(Gpt2 model, AdamW settings) {
        this.model = model;
        this.settings = settings;
        this.manager = model.program().manager().newSubManager();
        this.weights = named(model.weights(), "w[]");
        this.gradients = named(zeros(), "g[]");
        this.firstMoments = zeros();
        this.secondMoments = zeros();
        this.gradientList = Gpt2Program.listOf(gradients);
        this.matrices = new Group(true);
        this.vectors = new Group(false);
    }

    private NDList zeros() {
        NDList zeros = new NDList();
        Gpt2Weights.shapes(model.config())
                .values()
                .forEach(shape -> zeros.add(manager.zeros(new Shape(shape))));
        return zeros;
    }

    private static NDList named(NDList arrays, String name) {
        arrays.forEach(array -> array.setName(name));
        return arrays;
    }

    /// Adds the gradients of `batch`'s mean loss, times `scale`, to those of the current step.
    ///
    /// Returns the loss in nats a token, not scaled. The dropout mask follows from `seed` alone.
    public double accumulate(Batch batch, double dropout, double scale, long seed) {
        if (dropout > 0) {
            JniUtils.setSeed(seed);
        }
        try (NDManager scope = manager.newSubManager()) {
            NDList arguments = new NDList();
            arguments.add(Gpt2Program.ids(scope, batch.ids(), batch.rows(), batch.length()));
            arguments.add(Gpt2Program.ids(scope, batch.targets(), batch.rows(), batch.length()));
            arguments.add(scope.create(new double[] {model.config().heads(), dropout, scale}));
            arguments.addAll(weights);
            arguments.addAll(gradients);
            return model.program().train("gradients", arguments).getFloat();
        }
    }

    /// Takes one step along the gradients and clears them. Returns their global norm before
    /// clipping.
    public double update(double learningRate) {
        steps++;
        try (NDManager scope = manager.newSubManager();
                IValue clip = IValue.from((PtNDArray) scope.create(settings.clip()));
                IValue norm = model.program().infer("clip", clip, gradientList)) {
            matrices.step(scope, learningRate, settings.weightDecay());
            vectors.step(scope, learningRate, 0);
            return norm.toTensor((PtNDManager) scope).getFloat();
        }
    }

    /// Parameters that share a weight decay, with what one AdamW step of theirs needs.
    private final class Group implements AutoCloseable {
        private final List<IValue> lists = new ArrayList<>();

        /// @param matrices whether to hold all matrices, which decay, or all vectors, which do not
        Group(boolean matrices) {
            for (NDList all : List.of(weights, gradients, firstMoments, secondMoments)) {
                lists.add(
                        Gpt2Program.listOf(
                                all.stream()
                                        .filter(a -> a.getShape().dimension() > 1 == matrices)
                                        .toList()));
            }
        }

        void step(NDManager scope, double learningRate, double weightDecay) {
            double[] numbers = {
                learningRate,
                settings.beta1(),
                settings.beta2(),
                settings.epsilon(),
                weightDecay,
                steps
            };
            List<IValue> arguments = new ArrayList<>(lists);
            try (IValue constants = IValue.from((PtNDArray) scope.create(numbers))) {
                arguments.addFirst(constants);
                model.program().infer("adamw", arguments.toArray(IValue[]::new)).close();
            }
        }

        @Override
        public void close() {
            lists.forEach(IValue::close);
        }
    }

    /// How many updates were taken.
    public long steps() {
        return steps;
    }

    /// The gradients summed so far, by parameter, in Hugging Face's layout.
    Map<String, float[]> gradients() {
        Map<String, float[]> byName = new LinkedHashMap<>();
        int index = 0;
        for (String name : Gpt2Weights.shapes(model.config()).keySet()) {
            byName.put(name, gradients.get(index++).toFloatArray());
        }
        return byName;
    }

    /// Writes AdamW's moments and the number of steps to `file`. Call it between steps. Throws
    /// IOException when the disk refuses.
    public void save(Path file) throws IOException {
        SafeTensorsWriter state = new SafeTensorsWriter();
        state.addMetadata(STEPS, Long.toString(steps));
        Gpt2Weights.add(state, "first.", model.config(), firstMoments);
        Gpt2Weights.add(state, "second.", model.config(), secondMoments);
        state.write(file);
    }

    /// Takes up what [#save] wrote. Throws UserError when `file` is damaged or of another model.
    public void restore(Path file) {
        try (SafeTensors state = SafeTensors.open(file)) {
            restore(state, "first.", firstMoments);
            restore(state, "second.", secondMoments);
            steps = Long.parseLong(state.metadata(STEPS).orElse(""));
        } catch (NumberFormatException foreign) {
            throw new UserError(
                    file + " does not say how many steps were taken.",
                    "Start again with understudy train --fresh.",
                    foreign);
        }
    }

    private void restore(SafeTensors state, String prefix, List<NDArray> arrays) {
        int index = 0;
        for (Map.Entry<String, long[]> shape : Gpt2Weights.shapes(model.config()).entrySet()) {
            try (NDArray stored =
                    Gpt2Weights.read(state, prefix + shape.getKey(), shape.getValue(), manager)) {
                stored.copyTo(arrays.get(index++));
            }
        }
    }

    @Override
    public void close() {
        vectors.close();
        matrices.close();
        gradientList.close();
        manager.close();
    }
}
