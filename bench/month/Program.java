import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Understudy's command line on a data folder, in a process of its own each time.
///
/// @param home the data folder
/// @param log gets what is printed for people
record Program(Path home, Path log) {

    /// What a command came to.
    record Ended(int code, String out) {
        /// The last line that is JSON.
        JsonNode json() {
            return out.lines()
                    .filter(line -> line.startsWith("{"))
                    .reduce((_, later) -> later)
                    .map(line -> JsonMapper.shared().readTree(line))
                    .orElseThrow(() -> new IllegalStateException("no JSON in: " + out));
        }
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.understudy.cli.Understudy"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", home.toString()));
        Files.createDirectories(log.getParent());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putIfAbsent("GOMP_SPINCOUNT", "5000");
        builder.environment().putIfAbsent("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        return new Ended(process.waitFor(), out);
    }

    /// The same for a command that has to work.
    Ended require(String... arguments) throws IOException, InterruptedException {
        Ended ended = run(arguments);
        if (ended.code() != 0) {
            throw new IllegalStateException(
                    "%s ended with %d; see %s".formatted(List.of(arguments), ended.code(), log));
        }
        return ended;
    }
}
