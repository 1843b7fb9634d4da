package dev.understudy.generation.guess;

import java.util.concurrent.atomic.AtomicLongArray;

/// How often each source of guesses was right, which is what the next ones are worth. Thread-safe;
/// guesses from several conversations count together.
final class Trust {
    /// What a source promises counts as so many guesses.
    private static final int PRIOR = 8;

    /// So that the latest weigh more: at this many, both counts are halved.
    private static final int MOST = 4096;

    private final AtomicLongArray counts; // tried in the upper half, right in the lower

    Trust(int sources) {
        counts = new AtomicLongArray(sources);
    }

    /// How likely a guess of `source` is right, when it promises as much.
    double of(int source, double promised) {
        long count = counts.get(source);
        double tried = count >>> Integer.SIZE;
        double right = (int) count;
        return (right + PRIOR * promised) / (tried + PRIOR);
    }

    void learn(int source, boolean right) {
        counts.updateAndGet(
                source,
                count -> {
                    long tried = (count >>> Integer.SIZE) + 1;
                    long hits = (count & 0xFFFF_FFFFL) + (right ? 1 : 0);
                    return tried >= MOST
                            ? (tried / 2) << Integer.SIZE | hits / 2
                            : tried << Integer.SIZE | hits;
                });
    }
}
