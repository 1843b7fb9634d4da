package dev.understudy.statistics;

import java.util.List;

/// How long somebody's messages are, in words. Forwarded ones, which are others' words, are not
/// among them.
///
/// @param buckets how many have 0, 1, 2 to 3, 4 to 7, … 64 words or more
/// @param median 0 when there are none
/// @param longest words of the longest
public record Lengths(List<Long> buckets, int median, long longest) {
    /// What the buckets hold.
    public static final List<String> LABELS =
            List.of("0", "1", "2–3", "4–7", "8–15", "16–31", "32–63", "64+");

    public Lengths {
        buckets = List.copyOf(buckets);
        if (buckets.size() != LABELS.size()) {
            throw new IllegalArgumentException("one bucket for each label");
        }
    }

    /// The number of the bucket that a message of so many words falls into.
    public static int bucket(long words) {
        return Math.min(Long.SIZE - Long.numberOfLeadingZeros(words), LABELS.size() - 1);
    }
}
