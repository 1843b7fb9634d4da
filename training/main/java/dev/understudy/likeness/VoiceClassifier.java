package dev.understudy.likeness;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tells who said something by how it is written: multinomial naive Bayes over runs of one to three
/// characters and over words, in the case and spelling in which they were typed.
///
/// Nobody is likelier for having talked more: all speakers start even. Thread-safe once trained.
/// Source: Manning, Raghavan, Schütze 2008, section 13.2.
public final class VoiceClassifier {
    /// Added to each count, so that an unseen feature does not rule anybody out.
    private static final double SMOOTHING = 0.1;

    private static final int LONGEST_RUN = 3;

    private final SortedMap<SpeakerName, Counts> speakers;
    private final int vocabularySize;

    private VoiceClassifier(SortedMap<SpeakerName, Counts> speakers) {
        this.speakers = speakers;
        Set<String> seen = new HashSet<>();
        speakers.values().forEach(counts -> seen.addAll(counts.features.keySet()));
        this.vocabularySize = seen.size();
    }

    private static final class Counts {
        private final Map<String, Integer> features = new HashMap<>();
        private long total;

        private void add(String feature) {
            features.merge(feature, 1, Integer::sum);
            total++;
        }
    }

    /// A classifier of the speakers in `turns`. Throws IllegalArgumentException when there are
    /// none.
    public static VoiceClassifier train(Iterable<Turn> turns) {
        SortedMap<SpeakerName, Counts> speakers = new TreeMap<>();
        for (Turn turn : turns) {
            Counts counts = speakers.computeIfAbsent(turn.speaker(), _ -> new Counts());
            features(turn.text()).forEach(counts::add);
        }
        if (speakers.isEmpty()) {
            throw new IllegalArgumentException("nobody to learn from");
        }
        return new VoiceClassifier(speakers);
    }

    /// For each speaker how likely it is that `text` is theirs; sums to 1. Naive Bayes is surer
    /// than it should be on long texts; the order is what counts.
    public SortedMap<SpeakerName, Double> probabilities(String text) {
        List<String> features = features(text);
        SortedMap<SpeakerName, Double> scores = new TreeMap<>();
        speakers.forEach((speaker, counts) -> scores.put(speaker, score(counts, features)));
        double highest = scores.values().stream().mapToDouble(s -> s).max().orElseThrow();
        scores.replaceAll((_, score) -> Math.exp(score - highest));
        double sum = scores.values().stream().mapToDouble(s -> s).sum();
        scores.replaceAll((_, share) -> share / sum);
        return scores;
    }

    /// Who most likely said `text`; the first by name among equals.
    public SpeakerName likeliest(String text) {
        SortedMap<SpeakerName, Double> probabilities = probabilities(text);
        SpeakerName best = probabilities.firstKey();
        for (Map.Entry<SpeakerName, Double> entry : probabilities.entrySet()) {
            if (entry.getValue() > probabilities.getOrDefault(best, 0.0)) {
                best = entry.getKey();
            }
        }
        return best;
    }

    /// The share of `turns` that it gives to the right speaker; 1 is all. Throws
    /// IllegalArgumentException when there are no turns.
    public double accuracy(List<Turn> turns) {
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("no turns to attribute");
        }
        long right =
                turns.stream()
                        .filter(turn -> likeliest(turn.text()).equals(turn.speaker()))
                        .count();
        return (double) right / turns.size();
    }

    /// log P(features | speaker).
    private double score(Counts counts, List<String> features) {
        double denominator = Math.log(counts.total + SMOOTHING * (vocabularySize + 1));
        double score = 0;
        for (String feature : features) {
            int count = counts.features.getOrDefault(feature, 0);
            score += Math.log(count + SMOOTHING) - denominator;
        }
        return score;
    }

    /// Runs of characters (code points, both ends marked by a line break) and words.
    private static List<String> features(String text) {
        List<String> features = new ArrayList<>();
        int[] characters = ("\n" + text + "\n").codePoints().toArray();
        for (int start = 0; start < characters.length; start++) {
            int longest = Math.min(LONGEST_RUN, characters.length - start);
            for (int length = 1; length <= longest; length++) {
                features.add(new String(characters, start, length));
            }
        }
        for (String word : text.split("\\s+", -1)) {
            features.add("word " + word);
        }
        return features;
    }
}
