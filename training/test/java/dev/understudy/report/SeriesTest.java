package dev.understudy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Property(tries = 100)
    void keepsLeastGreatestAndMeanOfEveryStretch(
            @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = -9, max = 9) Double> values,
            @ForAll @IntRange(min = 1, max = 200) int times) {
        Series series = new Series();
        int count = values.size() * times;
        for (int i = 0; i < count; i++) {
            series.add(i, values.get(i % values.size()));
        }
        List<Series.Bucket> buckets = series.buckets();
        assertThat(buckets).hasSizeLessThanOrEqualTo(512);
        long next = 0;
        for (Series.Bucket bucket : buckets) {
            assertThat(bucket.first()).isEqualTo(next);
            next = bucket.last() + 1;
            double sum = 0;
            double min = Double.MAX_VALUE;
            double max = -Double.MAX_VALUE;
            for (long step = bucket.first(); step <= bucket.last(); step++) {
                double value = values.get((int) (step % values.size()));
                sum += value;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            assertThat(bucket.min()).isEqualTo(min);
            assertThat(bucket.max()).isEqualTo(max);
            assertThat(bucket.mean()).isCloseTo(sum / bucket.count(), within(1e-9));
        }
        assertThat(next).isEqualTo(count);
    }

    @Test
    void aFewValuesAreNotSmoothed() {
        Series series = new Series();
        series.add(1, 5);
        series.add(2, 3);
        assertThat(series.smoothed()).containsExactly(5, 3);
    }

    @Test
    void smoothingDoesNotLagBehindAFallingLoss() {
        Series series = new Series();
        for (int step = 0; step < 10_000; step++) {
            series.add(step, 5 - step / 10_000.0 + (step % 2 == 0 ? 0.5 : -0.5));
        }
        double[] smooth = series.smoothed();
        List<Series.Bucket> buckets = series.buckets();
        for (int i = 0; i < smooth.length; i++) {
            assertThat(smooth[i]).isCloseTo(5 - buckets.get(i).middle() / 10_000, within(2e-3));
        }
        assertThat(series.latest()).isCloseTo(4.0104, within(1e-3));
    }
}
