package dev.understudy.imports;

import java.util.List;

/// Adds up how far all files of one step are, and says so once for each megabyte. One thread.
final class Gauge {
    private static final long STRIDE = 1 << 20;

    private final Progress.Step step;
    private final Progress progress;
    private final long total;
    private long finished;
    private long lastSaid;

    Gauge(Progress.Step step, List<Source> sources, Progress progress) {
        this.step = step;
        this.progress = progress;
        total = sources.stream().mapToLong(Source::bytes).sum();
        progress.at(step, 0, total);
    }

    /// `bytes` of the current file have been read.
    void at(long bytes) {
        long now = finished + bytes;
        if (now - lastSaid >= STRIDE) {
            lastSaid = now;
            progress.at(step, Math.min(now, total), total);
        }
    }

    void finished(Source source) {
        finished += source.bytes();
        lastSaid = finished;
        progress.at(step, finished, total);
    }
}
