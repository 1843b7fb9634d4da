package dev.understudy.report;

import java.util.ArrayList;
import java.util.List;

/// Values along a run's steps, in constant memory: neighbours are merged when there are too many,
/// and keep their least and greatest. One thread.
final class Series {
    private static final int MOST = 512;

    private final List<Bucket> buckets = new ArrayList<>();
    private int stride = 1;

    /// Values that follow each other.
    ///
    /// @param first step of the first value
    /// @param last step of the last
    record Bucket(long first, long last, int count, double sum, double min, double max) {
        static Bucket of(long step, double value) {
            return new Bucket(step, step, 1, value, value, value);
        }

        Bucket with(Bucket later) {
            return new Bucket(
                    first,
                    later.last,
                    count + later.count,
                    sum + later.sum,
                    Math.min(min, later.min),
                    Math.max(max, later.max));
        }

        double mean() {
            return sum / count;
        }

        double middle() {
            return (first + last) / 2.0;
        }
    }

    /// Adds the value at `step`, which is after all before it.
    void add(long step, double value) {
        Bucket added = Bucket.of(step, value);
        if (!buckets.isEmpty() && buckets.getLast().count() < stride) {
            buckets.set(buckets.size() - 1, buckets.getLast().with(added));
            return;
        }
        if (buckets.size() == MOST) {
            for (int i = 0; i < MOST / 2; i++) {
                buckets.set(i, buckets.get(2 * i).with(buckets.get(2 * i + 1)));
            }
            buckets.subList(MOST / 2, MOST).clear();
            stride *= 2;
        }
        buckets.add(added);
    }

    boolean isEmpty() {
        return buckets.isEmpty();
    }

    /// The values, at most 512 buckets of them.
    List<Bucket> buckets() {
        return List.copyOf(buckets);
    }

    /// The means with the noise of single batches taken out: an exponential average over about a
    /// twentieth of the run, corrected for its start (Kingma and Ba 2015, section 3).
    double[] smoothed() {
        double keep = Math.max(0, 1 - 20.0 / buckets.size());
        double[] smooth = new double[buckets.size()];
        double average = 0;
        double weight = 0;
        for (int i = 0; i < smooth.length; i++) {
            average = keep * average + (1 - keep) * buckets.get(i).mean();
            weight = keep * weight + (1 - keep);
            smooth[i] = average / weight;
        }
        return smooth;
    }
}
