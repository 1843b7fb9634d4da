package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.Progress.Task;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.EPOCH;

    private Progress progress(long total, boolean bars) {
        PrintWriter out = new PrintWriter(new StringWriter());
        Streams streams = new Streams(out, new PrintWriter(err), bars);
        return new Progress(new Task("Reading", total, "messages"), streams, () -> now);
    }

    @Test
    void writesALineEveryFiveSecondsWhereNothingCanBeDrawnOver() {
        try (Progress progress = progress(200_000, false)) {
            for (int second = 1; second <= 11; second++) {
                now = now.plus(Duration.ofSeconds(1));
                progress.reach(second * 10_000L);
            }
        }
        assertThat(err.toString())
                .isEqualTo(
                        """
                        Reading: 50,000 of 200,000 messages (25 %)
                        Reading: 100,000 of 200,000 messages (50 %)
                        """);
    }

    @Test
    void countsWithoutATotalAndShowsANote() {
        try (Progress progress = progress(0, false)) {
            progress.note("chat.json");
            now = now.plus(Duration.ofSeconds(6));
            progress.reach(1_234);
        }
        assertThat(err.toString()).isEqualTo("Reading: 1,234 messages, chat.json\n");
    }

    @Test
    void drawsOneLineOverAndOverOnATerminal() {
        try (Progress progress = progress(1_000, true)) {
            progress.reach(1_000);
        }
        assertThat(err.toString())
                .startsWith("\rReading")
                .contains("1000/1000", "100%")
                .endsWith("\n")
                .hasLineCount(1 + (int) err.toString().chars().filter(c -> c == '\r').count());
    }
}
