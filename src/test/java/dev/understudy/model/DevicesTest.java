package dev.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import dev.understudy.settings.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {
    @Test
    void theCpuIsAlwaysThere() {
        assertThat(Devices.parse("cpu")).containsExactly(Device.cpu());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "cuda:", "cuda:0,", "cuda:a", "", "CPU 1"})
    void otherNamesAreRefusedWithTheRightOnes(String setting) {
        assertThatThrownBy(() -> Devices.parse(setting))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("auto, cpu, cuda");
    }

    @Test
    void withoutACudaDeviceItSaysWhatIsNeeded() {
        assumeFalse(CudaUtils.hasCuda(), "this machine has a CUDA device");
        assertThat(Devices.parse("auto")).containsExactly(Device.cpu());
        assertThatThrownBy(() -> Devices.parse("cuda:0,1"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error ->
                                assertThat(error.remedy())
                                        .contains("driver", "libtorch 2.7.1", "--device cpu"));
    }
}
