package dev.understudy.model.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/// Moves some parameters along their gradients, and keeps the state that this takes. One thread.
sealed interface Optimizer extends AutoCloseable permits AdamW, AdamW8bit, Muon {
    /// Takes step number `step`, from 1.
    ///
    /// @param shrink a number: gradients are divided by it first
    void step(double learningRate, long step, IValue shrink);

    /// The parameters it moves.
    Parameters parameters();

    /// Its state, as names and arrays.
    List<State> state();

    /// One array of state.
    ///
    /// @param name in the optimizer's file
    record State(String name, Shape shape, NDArray array) {}

    @Override
    void close();
}
