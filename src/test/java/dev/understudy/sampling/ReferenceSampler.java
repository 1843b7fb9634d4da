package dev.understudy.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The same mathematics as [Sampler], written for the eye: sort everything, add it all up.
final class ReferenceSampler {
    /// Sums in another order differ in their last bits, and single precision in its own.
    private static final double ROUNDING = 1e-9;

    private static final double SINGLE_ROUNDING = 1e-5;

    private final Sampling sampling;
    private final Moment now;

    /// Whether a cut lies so near to a token that rounding decides.
    private boolean delicate;

    private ReferenceSampler(Sampling sampling, Moment now) {
        this.sampling = sampling;
        this.now = now;
    }

    /// What may be picked and how likely each is; no tokens without a chance.
    static Map<Integer, Double> distribution(Sampling sampling, Moment now) {
        return new ReferenceSampler(sampling, now).distribution();
    }

    /// Whether rounding decides what is kept.
    static boolean isDelicate(Sampling sampling, Moment now) {
        ReferenceSampler reference = new ReferenceSampler(sampling, now);
        reference.distribution();
        return reference.delicate;
    }

    private Map<Integer, Double> distribution() {
        float[] scores = scores();
        List<Integer> ranked =
                IntStream.range(0, scores.length)
                        .filter(id -> scores[id] > Float.NEGATIVE_INFINITY)
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer id) -> 0f - scores[id])
                                        .thenComparing(id -> id))
                        .toList();
        if (sampling.temperature() == 0) {
            return Map.of(ranked.getFirst(), 1.0);
        }
        Cut cut = sampling.cut();
        int top = cut.topK() == 0 ? ranked.size() : Math.min(cut.topK(), ranked.size());
        Map<Integer, Double> odds = softmax(ranked.subList(0, top), scores);
        if (cut.topP() < 1) {
            odds = fewest(odds, List.copyOf(odds.keySet()), cut.topP());
        }
        odds = likely(odds, cut.minP());
        if (cut.typicalP() < 1) {
            odds = typical(odds, scores, cut.typicalP());
        }
        odds.values().removeIf(chance -> chance == 0);
        return odds;
    }

    private float[] scores() {
        float[] scores = now.logits();
        Set<Integer> words = new HashSet<>(now.prompt());
        words.addAll(now.picked());
        for (int id = 0; id < scores.length; id++) {
            if (scores[id] == Float.NEGATIVE_INFINITY) {
                continue;
            }
            scores[id] += (float) (double) sampling.bias().favoured().getOrDefault(id, 0.0);
            float repetition = words.contains(id) ? (float) sampling.penalties().repetition() : 1;
            scores[id] = scores[id] < 0 ? scores[id] * repetition : scores[id] / repetition;
            int place = id;
            long count = now.picked().stream().filter(said -> said == place).count();
            scores[id] -=
                    (float)
                            (count * sampling.penalties().frequency()
                                    + Math.min(1, count) * sampling.penalties().presence());
            if (repeats(id) || sampling.bias().banned().contains(id)) {
                scores[id] = -1e32f;
            }
            if (now.banned().get(id)) {
                scores[id] = Float.NEGATIVE_INFINITY;
            }
        }
        return scores;
    }

    /// Whether the last words and `id` stand in the text already.
    private boolean repeats(int id) {
        int size = sampling.penalties().noRepeat();
        List<Integer> text = Stream.concat(now.prompt().stream(), now.picked().stream()).toList();
        if (size == 0 || text.size() < size - 1) {
            return false;
        }
        List<Integer> row = new ArrayList<>(text.subList(text.size() - size + 1, text.size()));
        row.add(id);
        return IntStream.rangeClosed(0, text.size() - size)
                .anyMatch(from -> text.subList(from, from + size).equals(row));
    }

    private Map<Integer, Double> softmax(List<Integer> ids, float[] scores) {
        double highest = scores[ids.getFirst()];
        Map<Integer, Double> odds = new LinkedHashMap<>();
        ids.forEach(id -> odds.put(id, Math.exp((scores[id] - highest) / sampling.temperature())));
        return shares(odds);
    }

    private static Map<Integer, Double> shares(Map<Integer, Double> odds) {
        double sum = odds.values().stream().mapToDouble(Double::doubleValue).sum();
        odds.replaceAll((_, chance) -> chance / sum);
        return odds;
    }

    private Map<Integer, Double> fewest(Map<Integer, Double> odds, List<Integer> order, double p) {
        Map<Integer, Double> kept = new LinkedHashMap<>();
        double sum = 0;
        for (int id : order) {
            if (sum < p) {
                kept.put(id, odds.getOrDefault(id, 0.0));
            }
            delicate |= Math.abs(sum - p) < ROUNDING;
            sum += odds.getOrDefault(id, 0.0);
        }
        return shares(kept);
    }

    private Map<Integer, Double> likely(Map<Integer, Double> odds, double share) {
        double most = odds.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        for (double chance : odds.values()) {
            double distance = Math.abs(chance / most - share);
            delicate |= distance > 0 && distance < ROUNDING;
        }
        odds.values().removeIf(chance -> chance / most < share);
        return shares(odds);
    }

    private Map<Integer, Double> typical(Map<Integer, Double> odds, float[] scores, double p) {
        double expected =
                odds.values().stream()
                        .filter(chance -> chance > 0)
                        .mapToDouble(chance -> -chance * Math.log(chance))
                        .sum();
        Map<Integer, Double> distances = new LinkedHashMap<>();
        odds.forEach((id, chance) -> distances.put(id, Math.abs(-Math.log(chance) - expected)));
        List<Integer> order =
                odds.keySet().stream().sorted(Comparator.comparing(distances::get)).toList();
        Map<Integer, Double> kept = fewest(odds, order, p);
        int last = order.get(kept.size() - 1);
        double widest = distances.getOrDefault(last, 0.0);
        for (int id : order) {
            double distance = distances.getOrDefault(id, 0.0);
            delicate |=
                    scores[id] != scores[last]
                            && Math.abs(distance - widest) < SINGLE_ROUNDING * (1 + widest);
        }
        Map<Integer, Double> all = new LinkedHashMap<>(odds);
        all.keySet().removeIf(id -> distances.getOrDefault(id, 0.0) > widest);
        return shares(all);
    }
}
