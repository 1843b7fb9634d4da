package dev.understudy.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnProgramTest {
    private static final String IDLE = "5"; // SCHED_IDLE of sched.h

    @TempDir Path folder;

    /// A process that says by which rule Linux gives it the processor: field 41 of proc(5)'s
    /// `stat`.
    static final class Speaker {
        private Speaker() {}

        public static void main(String[] arguments) throws IOException {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String afterName = stat.substring(stat.lastIndexOf(')') + 2);
            String rule = afterName.split(" ", -1)[41 - 3];
            Streams.ofProcess().out().println(rule + " " + String.join(" ", arguments));
            Streams.ofProcess().out().flush();
        }
    }

    @Test
    void hasTheProcessorWhenNobodyElseWantsIt() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "only Linux says how it schedules");
        assumeTrue(
                Stream.of("/usr/bin/chrt", "/bin/chrt").anyMatch(one -> Files.exists(Path.of(one))),
                "chrt is not installed");
        assertThat(said("one", "two  three", "$HOME")).isEqualTo(IDLE + " one two  three $HOME");
    }

    private String said(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        OwnProgram program = new OwnProgram(Speaker.class, folder.resolve("no settings"));
        Process process = program.start(log, arguments);
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log).lines().toList().getLast();
    }
}
