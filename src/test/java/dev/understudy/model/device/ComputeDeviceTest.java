package dev.understudy.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.util.cuda.CudaUtils;
import dev.understudy.settings.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeDeviceTest {
    @Test
    void theCpuIsAlwaysThere() {
        assertThat(ComputeDevice.parse("cpu")).containsExactly(ComputeDevice.CPU);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "cuda:", "cuda:0,", "cuda:a", "", "CPU 1"})
    void otherNamesAreRefusedWithTheRightOnes(String setting) {
        assertThatThrownBy(() -> ComputeDevice.parse(setting))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("auto, cpu, cuda");
    }

    @Test
    void withoutACudaDeviceItSaysWhatIsNeeded() {
        assumeFalse(CudaUtils.hasCuda(), "this machine has a CUDA device");
        assertThat(ComputeDevice.parse("auto")).containsExactly(ComputeDevice.CPU);
        assertThatThrownBy(() -> ComputeDevice.parse("cuda:0,1"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error ->
                                assertThat(error.remedy())
                                        .contains("driver", "libtorch 2.7.1", "--device cpu"));
    }
}
