package dev.understudy.model.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.Program;
import java.util.List;

/// Some of a model's parameters that one optimizer moves together. The arrays stay the caller's.
final class Parameters implements AutoCloseable {
    private final List<Parameter> members;
    private final boolean decay;
    private final IValue weights;
    private final IValue gradients;

    /// One parameter with its name in the checkpoint and its gradient.
    record Parameter(String name, Shape shape, NDArray weight, NDArray gradient) {
        boolean isMatrix() {
            return shape.dimension() > 1;
        }

        /// Whether it is one of a block's four matrices.
        boolean isHiddenMatrix() {
            return isMatrix() && name.startsWith("h.");
        }
    }

    Parameters(List<Parameter> members, boolean decay) {
        this.members = members;
        this.decay = decay;
        this.weights = Program.listOf(members.stream().map(Parameter::weight).toList());
        this.gradients = Program.listOf(members.stream().map(Parameter::gradient).toList());
    }

    List<Parameter> members() {
        return members;
    }

    boolean decay() {
        return decay;
    }

    IValue weights() {
        return weights;
    }

    IValue gradients() {
        return gradients;
    }

    @Override
    public void close() {
        weights.close();
        gradients.close();
    }
}
