package dev.understudy.model.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.Program;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.model.device.Precision;
import java.util.ArrayList;
import java.util.List;

/// Moves some parameters along their gradients, and keeps the state that this takes. One thread.
public sealed interface Optimizer extends AutoCloseable permits AdamW, AdamW8bit, Muon {
    /// The program that the steps are computed by, on a device.
    static Program program(ComputeDevice device) {
        String source = Program.source(Optimizer.class, "optimizers.py");
        return Program.load(source, "Optimizers", device);
    }

    /// The optimizers that move `members` together: one each for those that are treated alike.
    ///
    /// @param precision of Muon's products
    static List<Optimizer> of(
            Program program, List<Parameter> members, Optimization settings, Precision precision) {
        List<Parameter> vectors = members.stream().filter(p -> !p.isMatrix()).toList();
        List<Parameter> matrices = members.stream().filter(Parameter::isMatrix).toList();
        List<Parameter> hidden = members.stream().filter(Parameter::isHiddenMatrix).toList();
        List<Parameter> others = matrices.stream().filter(p -> !p.isHiddenMatrix()).toList();
        List<Optimizer> made = new ArrayList<>();
        switch (settings.method()) {
            case ADAMW -> adamW(made, program, new Parameters(matrices, true), settings);
            case ADAMW_8BIT ->
                    made.add(new AdamW8bit(program, new Parameters(matrices, true), settings));
            case MUON -> {
                if (!hidden.isEmpty()) {
                    made.add(new Muon(program, new Parameters(hidden, true), settings, precision));
                }
                adamW(made, program, new Parameters(others, true), settings);
            }
        }
        adamW(made, program, new Parameters(vectors, false), settings);
        return made;
    }

    private static void adamW(
            List<Optimizer> made, Program program, Parameters members, Optimization settings) {
        if (members.members().isEmpty()) {
            members.close();
        } else {
            made.add(new AdamW(program, members, settings));
        }
    }

    /// Takes step number `step`, from 1.
    ///
    /// @param shrink a number: gradients are divided by it first
    void step(double learningRate, long step, IValue shrink);

    /// Its state, as names and arrays.
    List<State> state();

    /// One array of state.
    ///
    /// @param name in the optimizer's file
    record State(String name, Shape shape, NDArray array) {}

    @Override
    void close();
}
