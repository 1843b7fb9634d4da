package dev.understudy.model.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Layers;
import dev.understudy.model.Gpt2Layers.Compute;
import dev.understudy.model.Gpt2Layers.Keep;
import dev.understudy.model.Gpt2Layers.Step;
import dev.understudy.model.Precision;
import dev.understudy.model.Program;
import dev.understudy.model.SafeTensors;
import dev.understudy.model.SafeTensorsWriter;
import dev.understudy.model.SafeTensorsWriter.Element;
import dev.understudy.model.learning.Optimizer.State;
import dev.understudy.model.learning.Parameters.Parameter;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A [Gpt2] that learns: gradients summed over micro-batches, then one step of an optimizer.
///
/// Gradients take memory only from a step's first micro-batch to its update. One thread.
public final class Gpt2Learner implements AutoCloseable {
    private static final String STEPS = "steps";

    private final Gpt2 model;
    private final Settings settings;
    private final Program optimizers;
    private final Gpt2Layers layers;
    private final List<Parameter> parameters;
    private final List<IValue> gradients;
    private final IValue allGradients;
    private final List<Optimizer> groups;
    private boolean first = true;
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

        /// Float32, without dropout and checkpointing.
        public static Settings plain(Optimization optimization) {
            return new Settings(optimization, 0, Precision.FLOAT32, false, 0);
        }
    }

    /// Starts with the optimizer's state at zero. The model stays the caller's to close, after
    /// this.
    public Gpt2Learner(Gpt2 model, Settings settings) {
        this.model = model;
        this.settings = settings;
        this.optimizers =
                Program.load(Program.source(Gpt2Learner.class, "optimizers.py"), "Optimizers");
        this.layers =
                model.layers(
                        new Compute(
                                settings.dropout(), settings.precision(), settings.logitRows()));
        this.parameters = parameters();
        List<NDArray> arrays = parameters.stream().map(Parameter::gradient).toList();
        this.gradients = Gpt2Layers.split(arrays);
        this.allGradients = Program.listOf(arrays);
        this.groups = groups();
    }

    private List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        int index = 0;
        for (Map.Entry<String, long[]> shape : model.shapes().entrySet()) {
            NDArray gradient = optimizers.manager().create(new Shape(0), DataType.FLOAT32);
            NDArray weight = model.weights().get(index++);
            all.add(new Parameter(shape.getKey(), new Shape(shape.getValue()), weight, gradient));
        }
        return all;
    }

    private List<Optimizer> groups() {
        Optimization optimization = settings.optimization();
        List<Optimizer> made = new ArrayList<>();
        List<Parameter> matrices = parameters.stream().filter(Parameter::isMatrix).toList();
        List<Parameter> vectors = parameters.stream().filter(p -> !p.isMatrix()).toList();
        switch (optimization.method()) {
            case ADAMW -> made.add(adamW(matrices, true));
            case ADAMW_8BIT -> {
                made.add(
                        new AdamW8bit(optimizers, new Parameters(matrices, true), optimization));
            }
            case MUON -> {
                Parameters hidden =
                        new Parameters(
                                matrices.stream().filter(Parameter::isHiddenMatrix).toList(), true);
                made.add(new Muon(optimizers, hidden, optimization, settings.precision()));
                made.add(
                        adamW(matrices.stream().filter(p -> !p.isHiddenMatrix()).toList(), true));
            }
        }
        made.add(adamW(vectors, false));
        return made;
    }

    private Optimizer adamW(List<Parameter> members, boolean decay) {
        return new AdamW(optimizers, new Parameters(members, decay), settings.optimization());
    }

    /// Adds to the current step's gradients those of the sum of `batch`'s cross entropies, times
    /// `weight`: one over the number of targets that count in the whole step, for their mean.
    ///
    /// Returns that sum times `weight`. The dropout masks follow from `seed` alone.
    public double accumulate(Batch batch, double weight, long seed) {
        int rows = batch.rows();
        Deque<IValue> states = new ArrayDeque<>();
        try (IValue ids = model.program().ids(batch.ids(), rows, batch.length());
                IValue targets = model.program().ids(batch.targets(), rows, batch.length())) {
            states.push(layers.embed(ids, seed));
            Keep keep = settings.checkpointing() ? Keep.RESULT : Keep.ALL;
            for (int layer = 0; layer < layers.count(); layer++) {
                states.push(layers.block(layer, states.element(), rows, seed, keep));
            }
            IValue embeddings = gradients.getFirst();
            IValue head = layers.head(states.element(), targets, embeddings, weight, first);
            double loss = sum(head) * weight;
            IValue back = head;
            for (int layer = layers.count() - 1; layer >= 0; layer--) {
                Step step = new Step(gradients.get(layer + 1), rows, seed, first);
                try (IValue after = back;
                        IValue state = states.pop();
                        IValue kept = kept(layer, state, states.element(), rows, seed)) {
                    back = layers.blockBackward(layer, after, states.element(), kept, step);
                }
            }
            try (IValue after = back) {
                layers.embedBackward(after, ids, new Step(embeddings, rows, seed, first));
            }
            first = false;
            return loss;
        } finally {
            states.forEach(IValue::close);
        }
    }

    /// What block `layer` kept with its result, `state`, or computes again.
    private IValue kept(int layer, IValue state, IValue before, int rows, long seed) {
        return settings.checkpointing()
                ? layers.block(layer, before, rows, seed, Keep.FOR_GRADIENT)
                : state;
    }

    private double sum(IValue head) {
        try (NDList results = head.toNDList(model.program().manager());
                NDArray sum = results.get(1).sum(new int[] {0}, false)) {
            return sum.getFloat();
        }
    }

    /// Takes one step along the gradients and clears them. Returns their global norm before
    /// clipping; where that is no number, nothing else happens.
    public double update(double learningRate) {
        try (IValue norm = optimizers.call("norm", allGradients);
                NDArray number = norm.toTensor(optimizers.manager())) {
            double length = number.getFloat();
            double clip = settings.optimization().clip();
            if (Double.isFinite(length)) {
                step(learningRate, clip > 0 ? Math.max(1, (length + 1e-6) / clip) : 1);
            }
            optimizers.run("release", allGradients);
            first = true;
            return length;
        }
    }

    private void step(double learningRate, double shrink) {
        steps++;
        try (NDManager scope = optimizers.manager().newSubManager();
                IValue shrinking = IValue.from((PtNDArray) scope.create((float) shrink))) {
            groups.forEach(group -> group.step(learningRate, steps, shrinking));
        }
    }

    /// How many updates were taken.
    public long steps() {
        return steps;
    }

    /// The gradients summed so far, by parameter, in Hugging Face's layout.
    Map<String, float[]> gradients() {
        Map<String, float[]> byName = new LinkedHashMap<>();
        try (NDList arrays = allGradients.toNDList(optimizers.manager())) {
            for (int i = 0; i < parameters.size(); i++) {
                byName.put(parameters.get(i).name(), arrays.get(i).toFloatArray());
            }
        }
        return byName;
    }

    /// Writes the optimizer's state and the number of steps to `file`. Call it between steps.
    /// Throws IOException when the disk refuses.
    public void save(Path file) throws IOException {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        writer.addMetadata(STEPS, Long.toString(steps));
        for (Optimizer group : groups) {
            for (State state : group.state()) {
                PtNDArray array = (PtNDArray) state.array();
                Element element =
                        array.getDataType() == DataType.UINT8 ? Element.U8 : Element.F32;
                writer.add(
                        state.name(),
                        element,
                        state.shape().getShape(),
                        () -> JniUtils.getByteBuffer(array, true));
            }
        }
        writer.write(file);
    }

    /// Takes up what [#save] wrote. Throws UserError when `file` is damaged, of another model or
    /// of another optimizer.
    public void restore(Path file) {
        try (SafeTensors stored = SafeTensors.open(file)) {
            for (Optimizer group : groups) {
                for (State state : group.state()) {
                    restore(stored, state);
                }
            }
            steps = Long.parseLong(stored.metadata(STEPS).orElse(""));
        } catch (NumberFormatException foreign) {
            throw new UserError(
                    file + " does not say how many steps were taken.",
                    "Start again with understudy train --fresh.",
                    foreign);
        }
    }

    private void restore(SafeTensors stored, State state) {
        stored.requireShape(state.name(), state.shape().getShape());
        try (NDArray read =
                optimizers
                        .manager()
                        .create(
                                stored.bytes(state.name()),
                                state.shape(),
                                state.array().getDataType())) {
            read.copyTo(state.array());
        }
    }

    @Override
    public void close() {
        groups.forEach(Optimizer::close);
        allGradients.close();
        gradients.forEach(IValue::close);
        parameters.forEach(parameter -> parameter.gradient().close());
        layers.close();
        optimizers.close();
    }
}
