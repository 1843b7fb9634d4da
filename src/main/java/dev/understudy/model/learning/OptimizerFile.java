package dev.understudy.model.learning;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.understudy.checkpoint.ElementType;
import dev.understudy.checkpoint.SafeTensors;
import dev.understudy.checkpoint.SafeTensorsWriter;
import dev.understudy.model.optimizer.Optimizer;
import dev.understudy.model.optimizer.Optimizer.State;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The state of a learner's optimizers as a safetensors file, one tensor after the other: neither
/// way takes more memory than the largest of them.
final class OptimizerFile {
    private static final String STEPS = "steps";
    private static final String LOSS_SCALE = "loss_scale";
    private static final String GOOD_STEPS = "good_steps";

    private OptimizerFile() {}

    /// Throws IOException when the disk refuses.
    static void write(Path file, List<Optimizer> optimizers, long steps, LossScale lossScale)
            throws IOException {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        writer.addMetadata(STEPS, Long.toString(steps));
        writer.addMetadata(LOSS_SCALE, Double.toString(lossScale.factor()));
        writer.addMetadata(GOOD_STEPS, Long.toString(lossScale.goodSteps()));
        for (Optimizer optimizer : optimizers) {
            for (State state : optimizer.state()) {
                PtNDArray array = (PtNDArray) state.array();
                writer.add(
                        state.name(),
                        element(array),
                        state.shape().getShape(),
                        () -> JniUtils.getByteBuffer(array, true));
            }
        }
        writer.write(file);
    }

    /// Returns the number of steps. Throws UserError when `file` is damaged, or of another model or
    /// optimizer.
    static long read(Path file, List<Optimizer> optimizers, LossScale lossScale) {
        try (SafeTensors stored = SafeTensors.open(file)) {
            for (Optimizer optimizer : optimizers) {
                for (State state : optimizer.state()) {
                    restore(stored, state);
                }
            }
            lossScale.restore(
                    Double.parseDouble(stored.metadata(LOSS_SCALE).orElse("1")),
                    Long.parseLong(stored.metadata(GOOD_STEPS).orElse("0")));
            return Long.parseLong(stored.metadata(STEPS).orElse(""));
        } catch (NumberFormatException foreign) {
            throw new UserError(
                    file + " does not say how many steps were taken.",
                    "Start again with understudy train --fresh.",
                    foreign);
        }
    }

    private static void restore(SafeTensors stored, State state) {
        stored.requireShape(state.name(), state.shape().getShape());
        NDArray array = state.array();
        try (NDArray read =
                array.getManager().create(state.shape(), array.getDataType(), Device.cpu())) {
            stored.entry(state.name())
                    .read(element(array), JniUtils.getByteBuffer((PtNDArray) read, true));
            read.copyTo(array);
        }
    }

    private static ElementType element(NDArray array) {
        return array.getDataType() == DataType.UINT8 ? ElementType.U8 : ElementType.F32;
    }
}
