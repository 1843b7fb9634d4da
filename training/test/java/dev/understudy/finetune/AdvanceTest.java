package dev.understudy.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.report.Entry;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdvanceTest {
    private final Advance.Reading reading = new Advance.Reading();

    private static Entry step(long step, double seconds) {
        return new Entry.Stepped(step, 3, 0.1, 1, step * 100, 1000, seconds);
    }

    @Test
    void tellsHowFarItIsAndHowLongItTakesYet() {
        assertThat(reading.of(1000)).hasToString("step 0 of 1,000");
        reading.add(step(1, 2));
        reading.add(new Entry.Evaluated(250, 2.31, 10, new TreeMap<>(), 499));
        reading.add(step(250, 500));
        assertThat(reading.of(1000))
                .hasToString("step 250 of 1,000, validation loss 2.310, about 25 min left");
        assertThat(reading.of(10_000))
                .hasToString("step 250 of 10,000, validation loss 2.310, about 5 h 25 min left");
    }

    @Test
    void whatAResumedRunComputesAgainCountsOnce() {
        reading.add(step(40, 80));
        reading.add(step(30, 60));
        assertThat(reading.of(60)).hasToString("step 30 of 60, about 1 min left");
    }
}
