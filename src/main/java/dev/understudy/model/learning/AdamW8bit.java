package dev.understudy.model.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.Program;
import dev.understudy.model.learning.Parameters.Parameter;
import java.util.ArrayList;
import java.util.List;

/// AdamW whose moments are kept in 8 bits, by blocks of 256 (Dettmers, Lewis, Shleifer and
/// Zettlemoyer 2022, "8-bit Optimizers via Block-wise Quantization"): each number becomes the
/// nearest of [DynamicCode]'s 256, scaled by the block's largest magnitude.
final class AdamW8bit implements Optimizer {
    /// As in bitsandbytes: below this a parameter keeps float32 moments.
    static final int SMALLEST = 4096;

    private static final int BLOCK = 256;

    private final Program program;
    private final Parameters parameters;
    private final Optimization settings;
    private final List<NDArray> tables;
    private final IValue tableList;
    private final List<Moment> moments;

    /// One of the two moments of every parameter.
    private static final class Moment implements AutoCloseable {
        private final List<NDArray> codes = new ArrayList<>();
        private final List<NDArray> largest = new ArrayList<>();
        private final IValue codeList;
        private final IValue largestList;

        /// @param zero the code of 0
        Moment(Program program, Parameters parameters, int zero) {
            for (Parameter parameter : parameters.members()) {
                long blocks = blocks(parameter);
                NDArray zeros = program.manager().zeros(new Shape(blocks, BLOCK), DataType.UINT8);
                codes.add(zeros.addi(zero));
                largest.add(program.manager().zeros(new Shape(blocks)));
            }
            codeList = Program.listOf(codes);
            largestList = Program.listOf(largest);
        }

        @Override
        public void close() {
            codeList.close();
            largestList.close();
            codes.forEach(NDArray::close);
            largest.forEach(NDArray::close);
        }
    }

    AdamW8bit(Program program, Parameters parameters, Optimization settings) {
        this.program = program;
        this.parameters = parameters;
        this.settings = settings;
        float[] signed = DynamicCode.signed();
        float[] unsigned = DynamicCode.unsigned();
        this.tables = new ArrayList<>();
        for (float[] table :
                List.of(
                        signed,
                        DynamicCode.bounds(signed),
                        unsigned,
                        DynamicCode.bounds(unsigned))) {
            tables.add(program.manager().create(table));
        }
        this.tableList = Program.listOf(tables);
        this.moments =
                List.of(
                        new Moment(program, parameters, DynamicCode.zero(signed)),
                        new Moment(program, parameters, DynamicCode.zero(unsigned)));
    }

    private static long blocks(Parameter parameter) {
        return Math.ceilDiv(parameter.shape().size(), BLOCK);
    }

    @Override
    public void step(double learningRate, long step, IValue shrink) {
        Moment first = moments.getFirst();
        Moment second = moments.getLast();
        try (IValue constants =
                IValue.listFrom(
                        learningRate,
                        settings.beta1(),
                        settings.beta2(),
                        settings.epsilon(),
                        parameters.decay() ? settings.weightDecay() : 0)) {
            program.run(
                    "adamw_8bit",
                    constants,
                    (double) step,
                    shrink,
                    tableList,
                    parameters.weights(),
                    parameters.gradients(),
                    first.codeList,
                    first.largestList,
                    second.codeList,
                    second.largestList);
        }
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public List<State> state() {
        List<State> state = new ArrayList<>();
        for (int i = 0; i < parameters.members().size(); i++) {
            Parameter parameter = parameters.members().get(i);
            long blocks = blocks(parameter);
            for (Moment moment : moments) {
                String name = (moment == moments.getFirst() ? "first." : "second.");
                state.add(
                        new State(
                                name + parameter.name() + ".codes",
                                new Shape(blocks, BLOCK),
                                moment.codes.get(i)));
                state.add(
                        new State(
                                name + parameter.name() + ".largest",
                                new Shape(blocks),
                                moment.largest.get(i)));
            }
        }
        return state;
    }

    @Override
    public void close() {
        moments.forEach(Moment::close);
        tableList.close();
        tables.forEach(NDArray::close);
        parameters.close();
    }
}
