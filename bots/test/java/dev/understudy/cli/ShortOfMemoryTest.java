package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.model.device.ComputeDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortOfMemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long NEEDED = 3_000_000_000L;

    @TempDir Path folder;

    @Test
    void goesOnWithHalfTheBatchTwiceAndSaysSo() throws IOException, InterruptedException {
        assumeTrue(
                Files.isReadable(STATUS) && Files.readString(STATUS).contains("VmPeak:"),
                "only Linux says what address space a process takes, and limits it");
        assumeTrue(
                ComputeDevice.CPU.availableBytes() > NEEDED,
                "less than 3 GB of memory are free, and it shall run out of address space first");
        train();
        assertThat(err("halves")).doesNotContain("Memory");
        assertThat(err("whole")).doesNotContain("Memory");
        assertThat(err("scarce"))
                .containsOnlyOnce(
                        "Memory did not suffice; from step 1 on each batch is computed in 2"
                                + " pieces.");
        List<String> halves = new ToyHome(folder.resolve("halves")).metrics();
        assertThat(halves).hasSizeGreaterThan(2);
        assertThat(new ToyHome(folder.resolve("scarce")).metrics()).isEqualTo(halves);
        assertThat(new ToyHome(folder.resolve("scarce")).model("0001"))
                .isDirectoryContaining("glob:**/model.safetensors");
    }

    private void train() throws IOException, InterruptedException {
        Path text = ToyHome.writeChat(folder.resolve("text.txt"), 1000);
        Path said = folder.resolve("said.txt");
        ProcessBuilder scarce =
                new ProcessBuilder(
                        OwnProcess.java(ScarceMemory.class, text.toString(), folder.toString()));
        // What is freed goes back, as under the launcher, and threads take no address space each:
        // so the third training finds as much as the first.
        scarce.environment().put("GLIBC_TUNABLES", "glibc.malloc.mmap_threshold=2097152");
        scarce.environment().put("MALLOC_ARENA_MAX", "1");
        Process process = scarce.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private String err(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".err"));
    }
}
