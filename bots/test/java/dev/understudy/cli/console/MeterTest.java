package dev.understudy.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.console.Meter.Task;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeterTest {
    private Instant now = Instant.EPOCH;

    private Meter meter(Captured captured, long total) {
        return new Meter(new Task("Reading", total, "messages"), captured.streams(), () -> now);
    }

    @Test
    void writesALineEveryFiveSecondsWhereNothingCanBeDrawnOver() {
        Captured captured = new Captured("", false);
        try (Meter meter = meter(captured, 200_000)) {
            for (int second = 1; second <= 11; second++) {
                now = now.plus(Duration.ofSeconds(1));
                meter.reach(second * 10_000L);
            }
        }
        assertThat(captured.err())
                .isEqualTo(
                        """
                        Reading: 50,000 of 200,000 messages (25 %)
                        Reading: 100,000 of 200,000 messages (50 %)
                        """);
    }

    @Test
    void countsWithoutATotalAndShowsANote() {
        Captured captured = new Captured("", false);
        try (Meter meter = meter(captured, 0)) {
            meter.note("chat.json");
            now = now.plus(Duration.ofSeconds(6));
            meter.reach(1_234);
        }
        assertThat(captured.err()).isEqualTo("Reading: 1,234 messages, chat.json\n");
    }

    @Test
    void drawsOneLineOverAndOverOnATerminal() {
        Captured captured = new Captured("", true);
        try (Meter meter = meter(captured, 1_000)) {
            meter.reach(1_000);
        }
        assertThat(captured.err())
                .startsWith("\rReading")
                .contains("1000/1000", "100%")
                .endsWith("\n")
                .hasLineCount(1 + (int) captured.err().chars().filter(c -> c == '\r').count());
    }
}
