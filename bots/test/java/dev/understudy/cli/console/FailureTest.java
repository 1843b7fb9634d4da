package dev.understudy.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {
    @TempDir Path home;

    /// What the process would do.
    private record Outcome(int exitCode, String err) {}

    private Outcome outcomeOf(Throwable thrown) {
        Captured captured = new Captured("", false);
        int exitCode =
                new Failure(captured.streams(), "Understudy 9", () -> new Home(home))
                        .report(thrown);
        return new Outcome(exitCode, captured.err());
    }

    private String log() throws IOException {
        return Files.readString(home.resolve("logs/understudy.log"));
    }

    @Test
    void tellsAUserErrorInTwoLinesHoweverDeepItIs() {
        UserError error = new UserError("result.json:12 is cut off.", "Export it again.");
        Outcome expected = new Outcome(1, "result.json:12 is cut off.\nExport it again.\n");
        assertThat(outcomeOf(error)).isEqualTo(expected);
        assertThat(outcomeOf(new CompletionException(new RuntimeException(error))))
                .isEqualTo(expected);
        assertThat(home.resolve("logs")).doesNotExist();
    }

    @Test
    void callsEverythingElseADefectAndLogsItsTrace() throws IOException {
        Outcome outcome = outcomeOf(new IllegalStateException("block 7 is missing"));
        assertThat(outcome)
                .isEqualTo(
                        new Outcome(
                                1,
                                "This is a defect in Understudy: IllegalStateException.\n"
                                        + "Please report it with the end of "
                                        + home.resolve("logs/understudy.log")
                                        + ".\n"));
        assertThat(log())
                .contains("Defect in Understudy 9")
                .contains("java.lang.IllegalStateException: block 7 is missing\n")
                .contains("    at dev.understudy.cli.console.FailureTest.");
    }

    @Test
    void asksForAReportWhenTheLogCannotBeWrittenEither() throws IOException {
        Files.writeString(home.resolve("logs"), "a file where the folder should be");
        assertThat(outcomeOf(new IllegalStateException("x")).err())
                .contains("Please report it; " + home.resolve("logs/understudy.log"))
                .endsWith("could not be written.\n");
    }

    @Test
    void aStoreIsNamedBesideTheDataFolder() {
        Captured captured = new Captured("", false);
        Home apart = new Home(home, home.resolve("store"));
        new Failure(captured.streams(), "Understudy 9", () -> apart)
                .report(new IOException("No space left on device"));
        assertThat(captured.err()).contains(home + " and " + apart.store(), "--home or --store");
    }

    @Test
    void saysThatTheDiskIsFull() {
        Outcome outcome =
                outcomeOf(new UncheckedIOException(new IOException("No space left on device")));
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err().lines())
                .containsExactly(
                        "The disk is full; what " + home + " held before is still there.",
                        "Free some space, or choose another folder with --home.");
    }

    @Test
    void saysThatMemoryIsShort() {
        String advice = "Close other programs, or allow more: UNDERSTUDY_JAVA_OPTS=-Xmx4g.\n";
        assertThat(outcomeOf(new OutOfMemoryError("Java heap space")).err()).endsWith(advice);
        assertThat(
                        outcomeOf(
                                        new IllegalStateException(
                                                "DefaultCPUAllocator: can't allocate memory"))
                                .err())
                .startsWith("There is too little memory")
                .endsWith("Close other programs, or choose a smaller model.\n");
    }

    @Test
    void saysWhichFileMayNotBeRead() {
        assertThat(outcomeOf(new AccessDeniedException("chat.json")).err())
                .startsWith("chat.json may not be read or written by this user.\n");
    }

    @Test
    void isSilentWhenTheProcessIsBeingEnded() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                EndingProcess.class.getName())
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void endsOnAChainOfCausesThatBitesItsTail() {
        IllegalStateException first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));
        assertThat(outcomeOf(first).err()).startsWith("This is a defect");
    }
}
