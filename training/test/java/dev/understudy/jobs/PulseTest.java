package dev.understudy.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.jobs.Tasks.Heartbeat;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final Pulse pulse = new Pulse(3);

    private static Heartbeat of(String id, String time) {
        return new Heartbeat(id, 2, OffsetDateTime.parse("2026-11-30T" + time + "Z"));
    }

    @Test
    void whoIsHeardNothingNewOfForThreeLooksIsSilent() {
        Heartbeat still = of("friends.1", "04:00:00");
        for (int look = 0; look <= 2; look++) {
            assertThat(pulse.silent(List.of(still, of("family.1", "04:00:0" + look)))).isEmpty();
        }
        assertThat(pulse.silent(List.of(still, of("family.1", "04:00:03")))).containsExactly(still);
    }

    @Test
    void aClockThatIsPutBackIsASignOfLife() {
        for (int look = 9; look >= 0; look--) {
            assertThat(pulse.silent(List.of(of("friends.1", "04:00:0" + look)))).isEmpty();
        }
    }

    @Test
    void afterAnAbsenceOfTheDatabaseEverybodyHasTimeAgain() {
        List<Heartbeat> still = List.of(of("friends.1", "04:00:00"));
        for (int look = 0; look <= 2; look++) {
            pulse.silent(still);
        }
        pulse.beginAnew();
        for (int look = 0; look <= 2; look++) {
            assertThat(pulse.silent(still)).isEmpty();
        }
        assertThat(pulse.silent(still)).isEqualTo(still);
    }
}
