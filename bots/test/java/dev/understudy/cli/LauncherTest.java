package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.Checkout.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The real launcher in real processes; only the JDKs and Maven are scripts.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir Path folder;
    private Checkout checkout;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = new Checkout(folder);
    }

    @Test
    void buildsOnceThenBecomesJava() throws Exception {
        Path jdk = checkout.addJdk("jdk-25", "25.0.1");
        checkout.addMaven(0);
        Outcome first = checkout.run("chat", "two words", "--home=x");
        Outcome second = checkout.run();

        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).startsWith("Building Understudy").hasLineCount(1);
        assertThat(first.out()).contains("java " + jdk.resolve("bin/java"));
        assertThat(first.out())
                .endsWith("argument chat\nargument two words\nargument --home=x\n")
                .contains("argument --enable-native-access=ALL-UNNAMED\n")
                .contains("argument dev.understudy.cli.Understudy\n");
        assertThat(second.err()).isEmpty();
        assertThat(checkout.mavenRuns()).singleElement().asString().startsWith(jdk.toString());
    }

    @Test
    void becomesJavaInTheSameProcessWithItsExitCode() throws Exception {
        checkout.addJdk("jdk-25", "25");
        checkout.addMaven(0).run();
        Process process =
                checkout.start(checkout.root.resolve("understudy"), checkout.root, "exit", "7");
        Outcome outcome = Checkout.finish(process);

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.out()).contains("process " + process.pid() + "\n");
    }

    @Test
    void buildsAgainWhenASourceChangedCameOrWent() throws Exception {
        checkout.addJdk("jdk-25", "25");
        checkout.addMaven(0).run();
        Path built = checkout.root.resolve("bots/target/app/built");

        Checkout.change(checkout.root.resolve("training/main/java/Some.java"), 60);
        assertThat(checkout.run().err()).contains("sources changed");
        assertThat(checkout.mavenRuns()).hasSize(2);
        Checkout.change(built, 120);
        assertThat(checkout.run().err()).isEmpty();

        Files.delete(checkout.root.resolve("src/main/java/Some.java"));
        Checkout.change(checkout.root.resolve("src/main/java"), 240);
        assertThat(checkout.run().err()).contains("sources changed");
        assertThat(checkout.mavenRuns()).hasSize(3);
    }

    @Test
    void worksThroughSymbolicLinksFromAnyFolder() throws Exception {
        checkout.addJdk("jdk-25", "25");
        checkout.addMaven(0).run();
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/bin"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("us"), Path.of("../us2"));
        Files.createSymbolicLink(
                folder.resolve("elsewhere/us2"), checkout.root.resolve("understudy"));

        Outcome outcome = Checkout.finish(checkout.start(link, elsewhere, "import", "chat.json"));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("folder " + elsewhere.toRealPath() + "\n")
                .contains(checkout.root.toRealPath().resolve("bots/target/app").toString())
                .endsWith("argument import\nargument chat.json\n");
        assertThat(checkout.mavenRuns()).hasSize(1);
    }

    @Test
    void prefersJavaHomeAndPassesOverABrokenOne() throws Exception {
        checkout.addJdk("jdk-25", "25");
        Path preferred = checkout.addJdk("jdk-26", "26-ea");
        checkout.addMaven(0).with("JAVA_HOME", preferred.toString()).run();

        assertThat(checkout.run().out()).startsWith("java " + preferred);
        assertThat(checkout.with("JAVA_HOME", folder.resolve("gone").toString()).run().out())
                .contains("jdk-25/bin/java");
    }

    @Test
    void asksAJdkThatHasNoReleaseFile() throws Exception {
        Path jdk = checkout.addJdk("jdk", "25");
        Files.delete(jdk.resolve("release"));
        Files.writeString(
                jdk.resolve("bin/java"),
                """
                #!/bin/sh
                [ "$1" != -version ] || echo 'openjdk version "25.0.2" 2026-01-20' >&2
                """);
        assertThat(checkout.addMaven(0).run().exitCode()).isZero();
    }

    @Test
    void findsTheJdkThatJavaOnThePathBelongsTo() throws Exception {
        Path jdk = checkout.addJdk("jdk-25", "25");
        Files.createSymbolicLink(checkout.system.resolve("bin/java"), jdk.resolve("bin/java"));
        checkout.addMaven(0).with("UNDERSTUDY_JDKS", "").run();
        assertThat(checkout.run().out()).startsWith("java " + jdk);
    }

    @Test
    void saysWhatToInstallWithoutANewJdk() throws Exception {
        Path old = checkout.addJdk("jdk-17", "17.0.15");
        Path withoutCompiler = checkout.addJdk("jre-25", "25.0.1");
        Files.delete(withoutCompiler.resolve("bin/javac"));
        Outcome outcome = checkout.addMaven(0).with("JAVA_HOME", old.toString()).run("demo");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errLines())
                .containsExactly(
                        "Understudy needs a JDK 25 or newer and found JDK 17 in %s, JRE 25 in %s."
                                .formatted(old, withoutCompiler),
                        "Install one: unpack one from https://adoptium.net and set JAVA_HOME.");
        assertThat(checkout.mavenRuns()).isEmpty();
    }

    @Test
    void saysWhatToInstallWithoutMaven() throws Exception {
        checkout.addJdk("jdk-25", "25");
        checkout.addTool("apt-get", "exit 0");
        Outcome outcome = checkout.run("demo");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errLines())
                .containsExactly(
                        "Understudy has to be built first, and Maven (the command mvn) is missing.",
                        "Install it: sudo apt install maven.");
        assertThat(checkout.root.resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void showsTheEndOfTheLogWhenTheBuildFails() throws Exception {
        checkout.addJdk("jdk-25", "25");
        Outcome outcome = checkout.addBrokenMaven().run("demo");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("[ERROR] Some.java:1 is wrong\nBuilding Understudy failed");
        assertThat(checkout.root.resolve("target/build.lock")).doesNotExist();
        assertThat(checkout.addMaven(0).run().exitCode()).isZero();
    }

    @Test
    void startsAtTheSameTimeBuildOnce() throws Exception {
        checkout.addJdk("jdk-25", "25");
        checkout.addMaven(1);
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(checkout.start(checkout.root.resolve("understudy"), folder, "x"));
        }
        for (Process process : processes) {
            Outcome outcome = Checkout.finish(process);
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).endsWith("argument x\n");
        }
        assertThat(checkout.mavenRuns()).hasSize(1);
    }

    @Test
    void takesOverTheLockOfADeadProcess() throws Exception {
        checkout.addJdk("jdk-25", "25");
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Checkout.write(checkout.root.resolve("target/build.lock/pid"), dead.pid() + "\n");

        assertThat(checkout.addMaven(0).run().exitCode()).isZero();
        assertThat(checkout.mavenRuns()).hasSize(1);
        assertThat(checkout.root.resolve("target")).isDirectoryNotContaining("glob:**lock*");
    }

    @Test
    void passesTheOperatorsFlagsAndAUtf8Locale() throws Exception {
        checkout.addJdk("jdk-25", "25");
        checkout.addMaven(0)
                .with("UNDERSTUDY_JAVA_OPTS", "-Xmx4g -XX:+UseZGC")
                .with("LANG", "C")
                .run();
        assertThat(checkout.run().out())
                .contains("argument -Xmx4g\nargument -XX:+UseZGC\n")
                .doesNotContain("UseSerialGC")
                .contains("locale C.UTF-8 C\n");
    }
}
