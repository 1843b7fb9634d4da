package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir Path home;

    private Invocation run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--home";
        all[arguments.length + 1] = home.toString();
        return Invocation.of(all);
    }

    @Test
    void initWritesTheSettingsOnceAndDoctorReadsThem() throws IOException {
        Path file = home.resolve("understudy.yml");
        assertThat(run("init"))
                .isEqualTo(
                        new Invocation(
                                0,
                                "Wrote %s.%nEdit it, then check: understudy doctor%n"
                                        .formatted(file),
                                ""));
        Invocation sick = run("doctor");
        assertThat(sick.exitCode()).isEqualTo(1);
        assertThat(sick.err()).isEmpty();
        assertThat(sick.out())
                .startsWith("ok       settings     " + file + System.lineSeparator())
                .contains("trouble  circles      There is no circle: clones are heard nowhere.");

        Files.writeString(file, "manners: {pace: 0}\n");
        assertThat(run("init").out())
                .isEqualTo(file + " is there already and stays as it is.%n".formatted());
        assertThat(file).hasContent("manners: {pace: 0}\n");
    }

    @Test
    void anotherFileOfSettingsCanBeNamed() throws IOException {
        Path file = home.resolve("other.yml");
        Files.writeString(file, "manners: {pase: 0}\n");
        Invocation sick = run("doctor", "--config", file.toString());
        assertThat(sick.exitCode()).isEqualTo(1);
        assertThat(sick.out())
                .startsWith(
                        "trouble  settings     " + file + ":1: there is no setting manners.pase.")
                .contains("-> Did you mean pace? There are: temperature, top-p,");
        Invocation written = run("init", "--config", home.resolve("new/my.yml").toString());
        assertThat(written.exitCode()).isZero();
        assertThat(home.resolve("new/my.yml")).content().contains("talkativeness: 1");
    }
}
