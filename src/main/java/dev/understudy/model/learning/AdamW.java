package dev.understudy.model.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.Program;
import dev.understudy.model.learning.Parameters.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// AdamW (Loshchilov and Hutter 2019) by libtorch's fused kernel, with float32 moments.
final class AdamW implements Optimizer {
    private final Program program;
    private final Parameters parameters;
    private final Optimization settings;
    private final List<NDArray> first;
    private final List<NDArray> second;
    private final IValue firstList;
    private final IValue secondList;

    AdamW(Program program, Parameters parameters, Optimization settings) {
        this.program = program;
        this.parameters = parameters;
        this.settings = settings;
        this.first = zeros();
        this.second = zeros();
        this.firstList = Program.listOf(first);
        this.secondList = Program.listOf(second);
    }

    private List<NDArray> zeros() {
        return parameters.members().stream()
                .map(parameter -> program.manager().zeros(parameter.shape()))
                .toList();
    }

    @Override
    public void step(double learningRate, long step, IValue shrink) {
        try (NDManager scope = program.manager().newSubManager();
                IValue constants =
                        IValue.listFrom(
                                learningRate,
                                settings.beta1(),
                                settings.beta2(),
                                settings.epsilon(),
                                parameters.decay() ? settings.weightDecay() : 0);
                IValue steps =
                        Program.listOf(
                                Collections.nCopies(first.size(), scope.create((float) step)))) {
            program.run(
                    "adamw",
                    constants,
                    steps,
                    shrink,
                    parameters.weights(),
                    parameters.gradients(),
                    firstList,
                    secondList);
        }
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public List<State> state() {
        List<State> state = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Parameter parameter = parameters.members().get(i);
            state.add(new State("first." + parameter.name(), parameter.shape(), first.get(i)));
            state.add(new State("second." + parameter.name(), parameter.shape(), second.get(i)));
        }
        return state;
    }

    @Override
    public void close() {
        firstList.close();
        secondList.close();
        first.forEach(NDArray::close);
        second.forEach(NDArray::close);
        parameters.close();
    }
}
