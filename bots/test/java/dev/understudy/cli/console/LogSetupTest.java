package dev.understudy.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogSetupTest {
    private static final Logger OURS = LoggerFactory.getLogger("dev.understudy.cli.Some");
    private static final Logger LIBRARY = LoggerFactory.getLogger("org.library.Some");

    @TempDir Path home;

    @Test
    void writesWhatWeSayAndWhatLibrariesSayFromInfoUp() throws IOException {
        Path log = LogSetup.writeTo(home);
        OURS.debug("our detail");
        LIBRARY.debug("a bound value");
        LIBRARY.info("connected");
        assertThat(Files.readString(log))
                .contains("DEBUG [", "dev.understudy.cli.Some: our detail", "connected")
                .doesNotContain("a bound value");
    }

    @Test
    void movesToAnotherFolderAndBack(@TempDir Path other) throws IOException {
        Path log = LogSetup.writeTo(home);
        assertThat(LogSetup.writeTo(home)).isEqualTo(log);
        OURS.info("one");
        Path otherLog = LogSetup.writeTo(other);
        OURS.info("two");
        LogSetup.writeTo(home);
        OURS.info("three");
        assertThat(Files.readString(log)).contains("one", "three").doesNotContain("two");
        assertThat(Files.readString(otherLog)).contains("two").doesNotContain("one", "three");
    }

    @Test
    void withholdsMessagesThatMayQuoteAFriend() throws IOException {
        Path log = LogSetup.writeTo(home);
        NumberFormatException parsing = catchNumberFormat("meet me at the lake");
        OURS.error("failed", new IllegalStateException("row 3 of the table", parsing));
        OURS.error("again", new RuntimeException(parsing));
        assertThat(Files.readString(log))
                .contains("java.lang.IllegalStateException: row 3 of the table\n")
                .contains("Caused by: java.lang.NumberFormatException: (message withheld")
                .contains("    at java.base/java.lang.Integer.parseInt(")
                .doesNotContain("lake");
    }

    @Test
    void tellsWhichFileIsMissingAndWhatWasSuppressed() throws IOException {
        Path log = LogSetup.writeTo(home);
        NoSuchFileException missing = new NoSuchFileException("chat.json");
        missing.addSuppressed(new IllegalStateException("closing"));
        OURS.error("failed", missing);
        assertThat(Files.readString(log))
                .contains("java.nio.file.NoSuchFileException: chat.json\n")
                .contains("Suppressed: java.lang.IllegalStateException: closing\n");
    }

    private static NumberFormatException catchNumberFormat(String text) {
        try {
            throw new AssertionError("parsed as " + Integer.parseInt(text));
        } catch (NumberFormatException expected) {
            return expected;
        }
    }
}
