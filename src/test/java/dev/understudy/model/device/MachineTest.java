package dev.understudy.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void saysWhatItHas() {
        Machine here = Machine.here();
        assertThat(here.cores()).isPositive();
        assertThat(here.memoryBytes()).isGreaterThan(100_000_000);
        assertThat(here.libtorch()).startsWith("2.");
    }

    @Test
    void residentMemoryGrowsWithWhatIsUsed() {
        assumeTrue(
                Files.isReadable(Path.of("/proc/self/status")), "only Linux says what is resident");
        long before = Machine.residentBytes().orElseThrow();
        long[] used = new long[32 << 20];
        Arrays.fill(used, 1);
        long after = Machine.residentBytes().orElseThrow();
        assertThat(after - before).isGreaterThan(128L << 20);
        assertThat(used).contains(1);
    }

    @Test
    void residentMemoryIsUnknownWhereNothingSaysIt() {
        assertThat(Machine.resident("Name:\tjava\nVmRSS:\t   2048 kB\nVmData:\t 1 kB\n"))
                .hasValue(2048 * 1024);
        assertThat(Machine.resident("Name:\tjava\n")).isEmpty();
    }
}
