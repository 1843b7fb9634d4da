package dev.understudy.sampling;

import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The same mathematics as [Sampler], written for the eye: sort everything, add it all up.
final class ReferenceSampler {
    private ReferenceSampler() {}

    /// What may be picked and how likely each is, the likeliest first.
    static Map<Integer, Double> distribution(
            Sampling sampling, float[] logits, BitSet said, BitSet banned) {
        float penalty = (float) sampling.repetitionPenalty();
        float[] scores = logits.clone();
        said.stream()
                .filter(id -> id < scores.length)
                .forEach(
                        id ->
                                scores[id] =
                                        scores[id] < 0
                                                ? scores[id] * penalty
                                                : scores[id] / penalty);
        List<Integer> ranked =
                IntStream.range(0, scores.length)
                        .filter(id -> !banned.get(id) && scores[id] > Float.NEGATIVE_INFINITY)
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer id) -> 0f - scores[id])
                                        .thenComparing(id -> id))
                        .toList();
        if (sampling.temperature() == 0) {
            return Map.of(ranked.getFirst(), 1.0);
        }
        int top = sampling.topK() == 0 ? ranked.size() : Math.min(sampling.topK(), ranked.size());
        Map<Integer, Double> odds = softmax(ranked.subList(0, top), scores, sampling.temperature());
        Map<Integer, Double> kept = new LinkedHashMap<>();
        double sum = 0;
        for (Map.Entry<Integer, Double> next : odds.entrySet()) {
            if (sum < sampling.topP() || sampling.topP() == 1) {
                kept.put(next.getKey(), next.getValue());
                sum += next.getValue();
            }
        }
        double mass = sum;
        kept.replaceAll((_, chance) -> chance / mass);
        return kept;
    }

    private static Map<Integer, Double> softmax(
            List<Integer> ids, float[] scores, double temperature) {
        double highest = scores[ids.getFirst()];
        double sum = 0;
        for (int id : ids) {
            sum += Math.exp((scores[id] - highest) / temperature);
        }
        Map<Integer, Double> odds = new LinkedHashMap<>();
        for (int id : ids) {
            odds.put(id, Math.exp((scores[id] - highest) / temperature) / sum);
        }
        return odds;
    }
}
