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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One command line in a Java process of its own, whose words go to files. Killed when closed.
public final class OwnProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> SETTINGS =
            List.of("understudy.engine", "ai.djl.pytorch.num_threads");

    private final Process process;
    private final Path err;

    /// @param err where to keep what the process says about itself
    OwnProcess(Path err, String... arguments) throws IOException {
        this(err, Map.of(), java(Understudy.class, arguments));
    }

    /// @param err where to keep what the process says about itself; beside it what it prints
    public OwnProcess(Path err, Map<String, String> environment, List<String> command)
            throws IOException {
        this.err = err;
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out().toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private Path out() {
        return err.resolveSibling(err.getFileName() + ".out");
    }

    /// What the process has printed so far.
    public String printed() throws IOException {
        return Files.readString(out());
    }

    /// What the process has said about itself so far.
    public String said() throws IOException {
        return Files.readString(err);
    }

    /// The command that runs `main` as this process runs, in a small heap.
    public static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC"));
        for (String setting : SETTINGS) {
            String value = System.getProperty(setting, "");
            if (!value.isEmpty()) {
                command.add("-D" + setting + "=" + value);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    public long pid() {
        return process.pid();
    }

    /// Waits until `reached`, while the process runs.
    public void runUntil(BooleanSupplier reached) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!reached.getAsBoolean()) {
            boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
            assertThat(ended).as("ended too early: %s", Files.readString(err)).isFalse();
            assertThat(Instant.now()).as(Files.readString(err)).isBefore(deadline);
        }
    }

    /// Kills the process, as `kill -9` does.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Asks the process to end, as `kill` and a shutdown do, and returns how it ended.
    public Invocation stop() throws IOException, InterruptedException {
        process.destroy();
        return end();
    }

    /// Waits until the process ends by itself, and returns how.
    public Invocation end() throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Invocation(process.exitValue(), printed(), said());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
