package dev.understudy.cli.console;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Understudy once more, in a process of its own that yields to this one: it computes when nobody
/// waits for a reply, and when memory is short the system ends it first.
///
/// It runs on this process's Java with this one's flags, and is given no token.
public final class OwnProgram {
    private static final Logger LOG = LoggerFactory.getLogger(OwnProgram.class);

    private static final Path SHELL = Path.of("/bin/sh");

    /// Becomes the program that follows, which has the processor when nothing else wants it. A
    /// lower priority alone is not enough: whoever replies computes on several threads, which wait
    /// for each other after every product, so that one of them put off for milliseconds puts off
    /// all. Where there is no `chrt` (macOS), or it may not, a lower priority has to do.
    private static final String YIELDING =
            "{ chrt -i -p 0 $$ || renice -n 10 -p $$; } >/dev/null 2>&1; exec \"$@\"";

    private static final Path PROCESSES = Path.of("/proc");

    /// What is this process's own: its terminal, its debugger.
    private static final List<String> NOT_INHERITED =
            List.of("-Dunderstudy.progress", "-agentlib", "-agentpath", "-javaagent");

    private final Class<?> main;
    private final List<String> always;

    /// @param main takes a command line
    /// @param settings the file of settings that this process follows; not told where it is not
    ///   there
    public OwnProgram(Class<?> main, Path settings) {
        this.main = main;
        always = Files.exists(settings) ? List.of("--config", settings.toString()) : List.of();
    }

    /// Starts a command line, with the settings of this one. Its words go into `log`. Throws
    /// IOException when it cannot be started.
    public Process start(Path log, String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command(arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.endsWith("_TOKEN"));
        Process process = builder.start();
        process.getOutputStream().close();
        offerFirst(process.pid());
        return process;
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            command.addAll(List.of(SHELL.toString(), "-c", YIELDING, SHELL.toString()));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Stream.of(arguments).forEach(command::add);
        command.addAll(always);
        return command;
    }

    /// Linux ends the process with the highest number first.
    private static void offerFirst(long pid) {
        Path score = PROCESSES.resolve(Long.toString(pid)).resolve("oom_score_adj");
        if (Files.isWritable(score)) {
            try {
                Files.writeString(score, "900");
            } catch (IOException endedAlready) {
                LOG.debug("{} cannot be written", score, endedAlready);
            }
        }
    }
}
