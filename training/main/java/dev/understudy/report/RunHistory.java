package dev.understudy.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A run so far, as much of it as a page can show: constant memory, however long it is. One thread.
final class RunHistory {
    private static final int MOST_SAMPLES = 24;

    private final Series loss = new Series();
    private final Series learningRate = new Series();
    private final Series tokensPerSecond = new Series();
    private final Series validation = new Series();
    private final SortedMap<String, Series> perplexities = new TreeMap<>();
    private final List<Entry.Sampled> samples = new ArrayList<>();
    private int sampleStride = 1;
    private int sampleCount;
    private Optional<Entry.Stepped> last = Optional.empty();
    private Optional<Entry.Evaluated> latest = Optional.empty();
    private Optional<Entry.Evaluated> best = Optional.empty();
    private Optional<Entry.Finished> finished = Optional.empty();

    void add(Entry entry) {
        switch (entry) {
            case Entry.Stepped stepped -> add(stepped);
            case Entry.Evaluated evaluated -> add(evaluated);
            case Entry.Sampled sampled -> add(sampled);
            case Entry.Finished ended -> finished = Optional.of(ended);
        }
    }

    private void add(Entry.Stepped stepped) {
        loss.add(stepped.step(), stepped.loss());
        learningRate.add(stepped.step(), stepped.learningRate());
        tokensPerSecond.add(stepped.step(), stepped.tokensPerSecond());
        last = Optional.of(stepped);
    }

    private void add(Entry.Evaluated evaluated) {
        validation.add(evaluated.step(), evaluated.validationLoss());
        evaluated
                .speakers()
                .forEach(
                        (name, theirs) ->
                                perplexities
                                        .computeIfAbsent(name, _ -> new Series())
                                        .add(evaluated.step(), theirs.perplexity()));
        latest = Optional.of(evaluated);
        if (best.isEmpty() || evaluated.validationLoss() < best.get().validationLoss()) {
            best = latest;
        }
    }

    /// Keeps samples at even distances, and always the latest.
    private void add(Entry.Sampled sampled) {
        if (!samples.isEmpty() && (sampleCount - 1) % sampleStride != 0) {
            samples.removeLast();
        }
        samples.add(sampled);
        sampleCount++;
        if (samples.size() > MOST_SAMPLES) {
            sampleStride *= 2;
            List<Entry.Sampled> kept = new ArrayList<>();
            for (int i = 0; i < samples.size(); i += 2) {
                kept.add(samples.get(i));
            }
            samples.clear();
            samples.addAll(kept);
        }
    }

    Series loss() {
        return loss;
    }

    Series learningRate() {
        return learningRate;
    }

    Series tokensPerSecond() {
        return tokensPerSecond;
    }

    Series validation() {
        return validation;
    }

    /// Validation perplexity of each speaker.
    Map<String, Series> perplexities() {
        return perplexities;
    }

    /// What the model wrote, the oldest first.
    List<Entry.Sampled> samples() {
        return List.copyOf(samples);
    }

    Optional<Entry.Stepped> last() {
        return last;
    }

    Optional<Entry.Evaluated> latest() {
        return latest;
    }

    /// The evaluation with the lowest loss.
    Optional<Entry.Evaluated> best() {
        return best;
    }

    /// What the run came to; empty while it has not.
    Optional<Entry.Finished> finished() {
        return finished;
    }
}
