package dev.understudy.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.checkpoint.SafeTensors;
import dev.understudy.model.Program;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.model.device.Precision;
import dev.understudy.model.optimizer.Optimization.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Our optimizers against bitsandbytes' and PyTorch's; see `make_optimizers.py`.
class OptimizerTest {
    private SafeTensors golden;
    private Program program;

    @BeforeEach
    void open() throws URISyntaxException {
        Path file =
                Path.of(
                        Objects.requireNonNull(
                                        OptimizerTest.class.getResource("optimizers.safetensors"))
                                .toURI());
        golden = SafeTensors.open(file);
        program = Optimizer.program(ComputeDevice.CPU);
    }

    @AfterEach
    void close() {
        program.close();
        golden.close();
    }

    @Test
    void theCodesAreThoseOfBitsandbytes() {
        assertThat(DynamicCode.signed()).containsExactly(floats("signed"), within(1e-7f));
        assertThat(DynamicCode.unsigned()).containsExactly(floats("unsigned"), within(1e-7f));
        assertThat(DynamicCode.signed()[DynamicCode.zero(DynamicCode.signed())]).isZero();
        assertThat(DynamicCode.unsigned()[DynamicCode.zero(DynamicCode.unsigned())]).isZero();
    }

    @Test
    void threeStepsOf8BitAdamWAgree() {
        Parameter parameter = parameter("matrix", "adamw.before");
        Optimization settings =
                new Optimization(
                        Method.ADAMW_8BIT, 0.9, 0.99, 1e-8, 0.1, 0, Optimization.Muon.STANDARD);
        Parameters parameters = new Parameters(List.of(parameter), true);
        try (Optimizer optimizer = new AdamW8bit(program, parameters, settings)) {
            for (int step = 0; step < 3; step++) {
                set(parameter.gradient(), "adamw.gradient." + step);
                step(optimizer, 1e-2, step + 1);
            }
        }
        assertThat(furthest(parameter.weight(), "adamw.after")).isLessThan(1e-5);
    }

    @Test
    void threeStepsOfMuonAgree() {
        List<Parameter> matrices = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            matrices.add(parameter("h.0." + i, "muon.before." + i));
        }
        Optimization settings =
                new Optimization(
                        Method.MUON, 0.9, 0.99, 1e-8, 0.1, 0, new Optimization.Muon(20, 0.95));
        Parameters parameters = new Parameters(matrices, true);
        try (Optimizer optimizer = new Muon(program, parameters, settings, Precision.BF16)) {
            for (int step = 0; step < 3; step++) {
                for (int i = 0; i < 4; i++) {
                    set(matrices.get(i).gradient(), "muon.gradient." + step + "." + i);
                }
                step(optimizer, 1e-3, step + 1);
            }
        }
        for (int i = 0; i < 4; i++) { // steps of 0.02 an element, with two decimals in bf16
            assertThat(furthest(matrices.get(i).weight(), "muon.after." + i)).isLessThan(1e-3);
        }
    }

    private void step(Optimizer optimizer, double rate, long step) {
        try (NDArray one = program.manager().create(1f);
                IValue shrink = IValue.from((PtNDArray) one)) {
            optimizer.step(rate, step, shrink);
        }
    }

    private Parameter parameter(String name, String before) {
        Shape shape = new Shape(golden.entry(before).shape());
        return new Parameter(
                name,
                shape,
                program.manager().create(floats(before), shape),
                program.manager().zeros(shape));
    }

    private void set(NDArray array, String name) {
        try (NDArray value = program.manager().create(floats(name), array.getShape())) {
            value.copyTo(array);
        }
    }

    private double furthest(NDArray array, String name) {
        float[] ours = array.toFloatArray();
        float[] theirs = floats(name);
        assertThat(ours).hasSameSizeAs(theirs);
        double furthest = 0;
        for (int i = 0; i < ours.length; i++) {
            furthest = Math.max(furthest, Math.abs(ours[i] - theirs[i]));
        }
        return furthest;
    }

    private float[] floats(String name) {
        float[] values = new float[Math.toIntExact(golden.entry(name).count())];
        golden.bytes(name).asFloatBuffer().get(values);
        return values;
    }
}
