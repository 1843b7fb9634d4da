package dev.understudy.model.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.Program;
import dev.understudy.model.device.Precision;
import java.util.ArrayList;
import java.util.List;

/// Muon (Jordan 2024, "Muon: An optimizer for hidden layers in neural networks"): the momentum of
/// each matrix of a block, made orthogonal, is the step.
final class Muon implements Optimizer {
    private final Program program;
    private final Parameters parameters;
    private final Optimization settings;
    private final Precision precision;
    private final List<NDArray> momenta;
    private final IValue momentumList;

    /// @param parameters every block's four matrices, in order
    Muon(Program program, Parameters parameters, Optimization settings, Precision precision) {
        this.program = program;
        this.parameters = parameters;
        this.settings = settings;
        this.precision = precision;
        this.momenta =
                parameters.members().stream()
                        .map(parameter -> program.manager().zeros(parameter.shape()))
                        .toList();
        this.momentumList = Program.listOf(momenta);
    }

    @Override
    public void step(double learningRate, long step, IValue shrink) {
        try (IValue constants =
                IValue.listFrom(
                        learningRate * settings.muon().rateFactor(),
                        settings.muon().momentum(),
                        settings.weightDecay())) {
            program.run(
                    "muon",
                    constants,
                    shrink,
                    precision.scalarType(),
                    parameters.weights(),
                    parameters.gradients(),
                    momentumList);
        }
    }

    @Override
    public List<State> state() {
        List<State> state = new ArrayList<>();
        for (int i = 0; i < momenta.size(); i++) {
            Parameter parameter = parameters.members().get(i);
            state.add(new State("momentum." + parameter.name(), parameter.shape(), momenta.get(i)));
        }
        return state;
    }

    @Override
    public void close() {
        momentumList.close();
        momenta.forEach(NDArray::close);
        parameters.close();
    }
}
