package dev.understudy.vocabulary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/// The pairs of neighbouring tokens in a set of words, the commonest always at hand.
///
/// The queue is corrected lazily: a pair whose count has fallen since it was queued goes back with
/// the count it has, one whose count has risen is queued again.
final class Merges {
    /// A pair seen once would make a token that is used once.
    private static final long LEAST_COUNT = 2;

    private final List<Word> words;
    private final Map<Pair, Occurrences> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Candidate.BEST_FIRST);
    private final Set<Pair> risen = new LinkedHashSet<>();

    Merges(List<Word> words) {
        this.words = words;
        for (int i = 0; i < words.size(); i++) {
            int word = i;
            words.get(i).forEachPair((left, right, change) -> count(left, right, change, word));
        }
        queueRisen();
    }

    /// Two token ids that stand side by side.
    record Pair(int left, int right) {}

    /// The highest count first; among equals the lowest left id, then the lowest right id. That is
    /// the order of Hugging Face's trainer.
    private record Candidate(Pair pair, long count) {
        private static final Comparator<Candidate> BEST_FIRST =
                Comparator.comparingLong((Candidate c) -> -c.count)
                        .thenComparingInt(c -> c.pair.left)
                        .thenComparingInt(c -> c.pair.right);
    }

    /// Where a pair was seen. Words that have lost it since stay listed; merging those does
    /// nothing.
    private static final class Occurrences {
        private long count;
        private int[] words = new int[2];
        private int size;

        void add(int word) {
            if (size > 0 && words[size - 1] == word) {
                return;
            }
            if (size == words.length) {
                words = Arrays.copyOf(words, size * 2);
            }
            words[size++] = word;
        }
    }

    /// The pair to merge next, or nothing when none occurs at least twice.
    Optional<Pair> commonest() {
        for (Candidate top = queue.poll(); top != null; top = queue.poll()) {
            Occurrences now = pairs.get(top.pair);
            if (now != null && now.count == top.count) {
                return Optional.of(top.pair);
            }
            if (now != null && now.count >= LEAST_COUNT) {
                queue.add(new Candidate(top.pair, now.count));
            }
        }
        return Optional.empty();
    }

    /// Makes the token `merged` of `pair` in every word.
    void apply(Pair pair, int merged) {
        Occurrences found = pairs.remove(pair);
        if (found == null) {
            throw new IllegalArgumentException(pair + " does not occur");
        }
        for (int i = 0; i < found.size; i++) {
            int word = found.words[i];
            words.get(word)
                    .merge(
                            pair.left,
                            pair.right,
                            merged,
                            (left, right, change) -> count(left, right, change, word));
        }
        queueRisen();
    }

    private void count(int left, int right, long change, int word) {
        Pair pair = new Pair(left, right);
        Occurrences of = pairs.get(pair);
        if (of == null) {
            if (change < 0) {
                return; // it overlaps with the pair that is being merged
            }
            of = new Occurrences();
            pairs.put(pair, of);
        }
        of.count += change;
        if (change > 0) {
            of.add(word);
            risen.add(pair);
        }
    }

    private void queueRisen() {
        List<Candidate> candidates = new ArrayList<>(risen.size());
        for (Pair pair : risen) {
            Occurrences of = pairs.get(pair);
            if (of != null && of.count >= LEAST_COUNT) {
                candidates.add(new Candidate(pair, of.count));
            }
        }
        queue.addAll(candidates);
        risen.clear();
    }
}
