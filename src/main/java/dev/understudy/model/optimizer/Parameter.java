package dev.understudy.model.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/// One parameter of a model. The arrays stay the caller's.
///
/// @param name in the checkpoint
/// @param gradient empty until one is known
public record Parameter(String name, Shape shape, NDArray weight, NDArray gradient) {
    boolean isMatrix() {
        return shape.dimension() > 1;
    }

    /// Whether it is one of a block's four matrices.
    boolean isHiddenMatrix() {
        return isMatrix() && name.startsWith("h.");
    }
}
