package dev.understudy.report;

import java.util.ArrayList;
import java.util.List;

/// Values along a run's steps, in constant memory: neighbours are merged when there are too many,
/// and keep their least and greatest. One thread.
final class Series {
    private static final int MOST = 512;
    private static final int REACH = 40;

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

    /// The means with the noise of single batches taken out: each averaged with as many neighbours
    /// before it as after it, a twentieth of the run in all and fewer at its ends. An average of
    /// the past alone would lag behind a falling loss, and cross the validation loss where it did
    /// not.
    double[] smoothed() {
        int size = buckets.size();
        double[] smooth = new double[size];
        for (int i = 0; i < size; i++) {
            int reach = Math.min(size / REACH, Math.min(i, size - 1 - i));
            smooth[i] = mean(i - reach, i + reach + 1);
        }
        return smooth;
    }

    /// The mean of the latest values, a fortieth of the run; NaN when there are none.
    double latest() {
        int size = buckets.size();
        return size == 0 ? Double.NaN : mean(size - Math.max(1, size / REACH), size);
    }

    private double mean(int from, int to) {
        double sum = 0;
        long count = 0;
        for (Bucket bucket : buckets.subList(from, to)) {
            sum += bucket.sum();
            count += bucket.count();
        }
        return sum / count;
    }
}
