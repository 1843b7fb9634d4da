package dev.understudy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A checkout with the real launcher and small sources, on a system whose `java` and `mvn` are
/// scripts that say how they were called.
final class Checkout {
    private static final List<String> SYSTEM_TOOLS =
            List.of(
                    "sh",
                    "cat",
                    "cp",
                    "dirname",
                    "find",
                    "head",
                    "mkdir",
                    "mv",
                    "ps",
                    "readlink",
                    "rm",
                    "sed",
                    "sleep",
                    "tail",
                    "touch");

    final Path root;
    final Path system;
    private final Path tools;
    private final Map<String, String> environment = new HashMap<>();

    Checkout(Path folder) throws IOException {
        root = folder.resolve("a checkout");
        system = folder.resolve("system");
        tools = Files.createDirectories(system.resolve("bin"));
        for (String module : List.of("src", "training", "bots")) {
            write(root.resolve(module).resolve("main/java/Some.java"), "class Some {}");
            write(root.resolve(module).resolve("pom.xml"), "<project/>");
        }
        write(root.resolve("pom.xml"), "<project/>");
        Path launcher = Path.of(System.getProperty("understudy.root"), "understudy");
        Files.copy(launcher, root.resolve("understudy"));
        for (String tool : SYSTEM_TOOLS) {
            addTool(tool, "exec " + onPath(tool) + " \"$@\"");
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", folder.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("UNDERSTUDY_JDKS", system.resolve("jvm").toString());
    }

    /// What a process said and how it ended.
    record Outcome(int exitCode, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }
    }

    Checkout with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// Adds a JDK whose `java` prints its process, folder, locale and arguments, and exits with
    /// what follows `exit` there.
    Path addJdk(String name, String version) throws IOException {
        Path jdk = system.resolve("jvm").resolve(name);
        write(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"Invented\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(
                jdk.resolve("bin/java"),
                """
                case " $* " in *" -XX:AOTCacheOutput="*) exit 0 ;; esac
                echo "java $0"
                echo "process $$"
                echo "folder $PWD"
                echo "locale ${LC_ALL-} $LANG"
                for argument in "$@"; do
                    echo "argument $argument"
                    [ "${previous-}" != exit ] || code=$argument
                    previous=$argument
                done
                exit "${code-0}"
                """);
        script(jdk.resolve("bin/javac"), "exit 0\n");
        return jdk;
    }

    /// Adds a Maven that counts its runs, waits for `seconds`, and makes the three jars.
    Checkout addMaven(int seconds) throws IOException {
        script(
                tools.resolve("mvn"),
                """
                echo "$JAVA_HOME $*" >>"%s"
                sleep %d
                for jar in src/target/understudy-core training/target/understudy-training \\
                    bots/target/understudy-bots; do
                    mkdir -p "${jar%%/*}"
                    echo jar >"$jar.jar"
                done
                mkdir -p bots/target/lib
                """
                        .formatted(builds(), seconds));
        return this;
    }

    /// Adds a command to the `PATH`.
    Checkout addTool(String name, String script) throws IOException {
        script(tools.resolve(name), script + "\n");
        return this;
    }

    /// Adds a Maven that fails.
    Checkout addBrokenMaven() throws IOException {
        return addTool("mvn", "echo '[ERROR] Some.java:1 is wrong'\nexit 1");
    }

    List<String> mavenRuns() throws IOException {
        return Files.exists(builds()) ? Files.readAllLines(builds()) : List.of();
    }

    private Path builds() {
        return system.resolve("builds");
    }

    /// Dates `file` this many seconds after now, as if it changed later than all before it.
    static void change(Path file, int secondsFromNow) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(secondsFromNow)));
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return finish(start(root.resolve("understudy"), root, arguments));
    }

    Process start(Path launcher, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Outcome finish(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = text(process.getInputStream());
        String err = text(process.getErrorStream());
        if (!process.waitFor(Duration.ofSeconds(60).toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the launcher hangs");
        }
        return new Outcome(process.exitValue(), out, err);
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void script(Path file, String body) throws IOException {
        write(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path onPath(String tool) throws IOException {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            Path file = Path.of(folder, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new IOException("this system has no " + tool);
    }
}
