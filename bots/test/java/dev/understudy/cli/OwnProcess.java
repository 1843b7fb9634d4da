package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One command line in a Java process of its own, whose words go to files. Killed when closed.
final class OwnProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> SETTINGS =
            List.of("understudy.engine", "ai.djl.pytorch.num_threads");

    private final Process process;
    private final Path err;

    /// @param err where to keep what the process says about itself
    OwnProcess(Path err, String... arguments) throws IOException {
        this.err = err;
        process =
                new ProcessBuilder(java(Understudy.class, arguments))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(err.toFile())
                        .start();
    }

    /// The command that runs `main` as this process runs, in a small heap.
    static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx512m",
                        "-XX:+UseSerialGC"));
        for (String setting : SETTINGS) {
            command.add("-D" + setting + "=" + System.getProperty(setting));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /// Waits until `reached`, while the process runs.
    void runUntil(BooleanSupplier reached) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!reached.getAsBoolean()) {
            boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
            assertThat(ended).as("ended too early: %s", Files.readString(err)).isFalse();
            assertThat(Instant.now()).as(Files.readString(err)).isBefore(deadline);
        }
    }

    /// Kills the process, as `kill -9` does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Asks the process to end, as `kill` and a shutdown do, and returns how it ended.
    Invocation stop() throws IOException, InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Invocation(process.exitValue(), "", Files.readString(err));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
