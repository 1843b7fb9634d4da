package dev.understudy.model.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Layers;
import dev.understudy.model.Gpt2Layers.Keep;
import dev.understudy.model.Gpt2Layers.Step;
import dev.understudy.model.Program;
import dev.understudy.model.learning.Gpt2Learner.Settings;
import dev.understudy.model.optimizer.Parameter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// One copy of a model, on one device, and the gradients that its share of the data gives.
///
/// Parameters come in parts: part 0 are the embeddings and the last norm, part `i + 1` is block
/// `i`. Gradients take memory only between [#accumulate] and [#release]. One thread at a time.
final class Replica implements AutoCloseable {
    private final Gpt2 model;
    private final boolean checkpointing;
    private final boolean narrow;
    private final Gpt2Layers layers;
    private final List<List<Parameter>> parts = new ArrayList<>();
    private final List<IValue> gradients;
    private boolean first = true;

    /// The model stays the caller's to close, after this.
    Replica(Gpt2 model, Settings settings) {
        this.model = model;
        this.checkpointing = settings.checkpointing();
        this.narrow = settings.optimization().narrowGradients();
        this.layers = model.layers(settings.compute());
        int index = 0;
        for (Map.Entry<String, long[]> shape : model.shapes().entrySet()) {
            Shape size = new Shape(shape.getValue());
            NDArray weight = model.weights().get(index);
            NDArray gradient = model.program().manager().create(new Shape(0), DataType.FLOAT32);
            int part = Gpt2Layers.part(index++);
            if (part == parts.size()) {
                parts.add(new ArrayList<>());
            }
            parts.get(part).add(new Parameter(shape.getKey(), size, weight, gradient));
        }
        this.gradients =
                parts.stream()
                        .map(
                                part ->
                                        Program.listOf(
                                                part.stream().map(Parameter::gradient).toList()))
                        .toList();
    }

    /// The parameters of each part.
    List<List<Parameter>> parts() {
        return parts;
    }

    /// The gradients of each part.
    List<IValue> gradients() {
        return gradients;
    }

    Gpt2 model() {
        return model;
    }

    /// Adds to the gradients those of the sum of `batch`'s cross entropies, times `weight`. Returns
    /// that sum, without the weight. The dropout masks follow from `seed` alone.
    ///
    /// @param done is told each part whose gradients are complete
    double accumulate(Batch batch, double weight, long seed, IntConsumer done) {
        int rows = batch.rows();
        Deque<IValue> states = new ArrayDeque<>();
        try (IValue ids = model.program().ids(batch.ids(), rows, batch.length());
                IValue targets = model.program().ids(batch.targets(), rows, batch.length())) {
            states.push(layers.embed(ids, seed));
            Keep keep = checkpointing ? Keep.RESULT : Keep.ALL;
            for (int layer = 0; layer < layers.count(); layer++) {
                states.push(layers.block(layer, states.element(), rows, seed, keep));
            }
            Step embeddings = new Step(gradients.getFirst(), rows, seed, first);
            IValue back =
                    layers.head(states.element(), targets, embeddings.gradients(), weight, first);
            double loss = sum(back);
            for (int layer = layers.count() - 1; layer >= 0; layer--) {
                Step step = new Step(gradients.get(layer + 1), rows, seed, first);
                widen(layer + 1);
                try (IValue after = back;
                        IValue state = states.pop();
                        IValue kept = kept(layer, state, states.element(), step)) {
                    back = layers.blockBackward(layer, after, states.element(), kept, step);
                }
                done.accept(layer + 1);
            }
            try (IValue after = back) {
                layers.embedBackward(after, ids, embeddings);
            }
            first = false;
            done.accept(0);
            return loss;
        } finally {
            states.forEach(IValue::close);
        }
    }

    /// What block `layer` kept with its result, `state`, or computes again.
    private IValue kept(int layer, IValue state, IValue before, Step step) {
        return checkpointing
                ? layers.block(layer, before, step.rows(), step.seed(), Keep.FOR_GRADIENT)
                : state;
    }

    private double sum(IValue head) {
        try (NDList results = head.toNDList(model.program().manager());
                NDArray sum = results.get(1).sum(new int[] {0}, false)) {
            return sum.getFloat();
        }
    }

    /// Adds to the gradients of `part` those of another replica, from whatever device.
    void add(int part, IValue others) {
        widen(part);
        model.program().run("add_all", gradients.get(part), others);
        keep(part);
    }

    /// Has the gradients of `part`, which are complete for now, in as little memory as they may
    /// take until more is added. Those of the embeddings are kept whole: rows of frequent tokens
    /// are sums of many.
    void keep(int part) {
        if (narrow && part > 0) {
            model.program().run("narrow", gradients.get(part));
        }
    }

    /// Has the gradients of `part` in float32, as [#accumulate] adds to them.
    void widen(int part) {
        if (narrow && !first) {
            model.program().run("widen", gradients.get(part));
        }
    }

    /// Lets go of the gradients of `part`.
    void release(int part) {
        model.program().run("release", gradients.get(part));
    }

    /// Lets go of all gradients.
    void release() {
        gradients.forEach(part -> model.program().run("release", part));
        first = true;
    }

    @Override
    public void close() {
        gradients.forEach(IValue::close);
        parts.forEach(part -> part.forEach(parameter -> parameter.gradient().close()));
        layers.close();
    }
}
