package dev.understudy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final BitSet NONE = new BitSet();
    private static final double ROUNDING = 1e-9;

    /// One moment of a generation.
    record Moment(List<Float> scores, BitSet said, BitSet banned) {
        float[] logits() {
            float[] logits = new float[scores.size()];
            for (int id = 0; id < logits.length; id++) {
                logits[id] = scores.get(id);
            }
            return logits;
        }
    }

    @Property(tries = 1500)
    void agreesWithTheReferenceInEveryComposition(
            @ForAll("samplings") Sampling sampling, @ForAll("moments") Moment now) {
        Map<Integer, Double> expected =
                ReferenceSampler.distribution(sampling, now.logits(), now.said(), now.banned());
        Assume.that(!cutsWhereRoundingDecides(sampling, now));
        Candidates kept = new Sampler(sampling).candidates(now.logits(), now.said(), now.banned());
        assertThat(Arrays.stream(kept.ids()).boxed())
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        if (sampling.temperature() > 0) {
            expected.forEach(
                    (id, chance) ->
                            assertThat(kept.probability(id)).isCloseTo(chance, within(ROUNDING)));
        }
    }

    /// Sums in another order differ in their last bits, which matters only if top-p cuts there.
    private static boolean cutsWhereRoundingDecides(Sampling sampling, Moment now) {
        return sampling.topP() < 1
                && !ReferenceSampler.distribution(
                                sampling.withTopP(sampling.topP() - ROUNDING),
                                now.logits(),
                                now.said(),
                                now.banned())
                        .keySet()
                        .equals(
                                ReferenceSampler.distribution(
                                                sampling.withTopP(sampling.topP() + ROUNDING),
                                                now.logits(),
                                                now.said(),
                                                now.banned())
                                        .keySet());
    }

    @Property(tries = 1500)
    void topPKeepsTheFewestThatReachTheShare(
            @ForAll("samplings") Sampling any, @ForAll("moments") Moment now) {
        Sampling sampling = any.withTemperature(Math.max(0.1, any.temperature()));
        Candidates whole =
                new Sampler(sampling.withTopP(1))
                        .candidates(now.logits(), now.said(), now.banned());
        Candidates kept = new Sampler(sampling).candidates(now.logits(), now.said(), now.banned());
        double[] chances =
                Arrays.stream(kept.ids()).mapToDouble(whole::probability).sorted().toArray();
        double all = Arrays.stream(chances).sum();
        assertThat(all).isGreaterThanOrEqualTo(sampling.topP() - ROUNDING);
        if (sampling.topP() < 1) {
            assertThat(all - chances[0]).isLessThan(sampling.topP() + ROUNDING);
        }
        double likeliestLeftOut =
                Arrays.stream(whole.ids())
                        .filter(id -> Arrays.binarySearch(kept.ids(), id) < 0)
                        .mapToDouble(whole::probability)
                        .max()
                        .orElse(0);
        assertThat(chances[0]).isGreaterThanOrEqualTo(likeliestLeftOut);
    }

    @Property(tries = 500)
    void topKKeepsThatManyAndNoneBetterIsLeftOut(
            @ForAll("samplings") Sampling any, @ForAll("moments") Moment now) {
        Sampling whole = any.withTemperature(1).withTopP(1).withTopK(0);
        Candidates all = new Sampler(whole).candidates(now.logits(), now.said(), now.banned());
        int wanted = Math.max(1, any.topK());
        int[] kept =
                new Sampler(whole.withTopK(wanted))
                        .candidates(now.logits(), now.said(), now.banned())
                        .ids();
        assertThat(kept).hasSize(Math.min(wanted, all.ids().length));
        double worstKept = Arrays.stream(kept).mapToDouble(all::probability).min().orElseThrow();
        assertThat(
                        Arrays.stream(all.ids())
                                .filter(id -> Arrays.binarySearch(kept, id) < 0)
                                .mapToDouble(all::probability))
                .allMatch(chance -> chance <= worstKept);
    }

    @Property(tries = 300)
    void neverPicksWhatIsBanned(
            @ForAll("samplings") Sampling sampling, @ForAll("moments") Moment now) {
        Sampler sampler = new Sampler(sampling);
        for (int i = 0; i < 20; i++) {
            assertThat(now.banned().get(sampler.pick(now.logits(), now.said(), now.banned())))
                    .isFalse();
        }
    }

    @Property(tries = 300)
    void temperatureZeroIsTheLowestOfTheLikeliest(@ForAll("moments") Moment now) {
        Sampler greedy = new Sampler(Sampling.DEFAULT.withTemperature(0));
        int picked = greedy.pick(now.logits(), NONE, now.banned());
        for (int id = 0; id < now.logits().length; id++) {
            if (!now.banned().get(id)) {
                boolean beaten =
                        id < picked
                                ? now.logits()[id] >= now.logits()[picked]
                                : now.logits()[id] > now.logits()[picked];
                assertThat(beaten).as("token %d beats %d", id, picked).isFalse();
            }
        }
    }

    /// Pearson's chi-square; the bound is the 99.9 % quantile by Wilson and Hilferty (1931). The
    /// seeds are fixed, so a correct sampler passes always, not 999 times in 1000.
    @Test
    void picksAsOftenAsTheReferenceSays() {
        float[] logits = {2f, 1.5f, -0.5f, 0f, 0f, 1f, -3f, 0.25f, 2f, -1f, 0.5f, 1.25f};
        BitSet said = BitSet.valueOf(new long[] {0b1001});
        BitSet banned = BitSet.valueOf(new long[] {0b10});
        for (Sampling sampling :
                new Sampling[] {
                    new Sampling(1, 0, 1, 1, 1),
                    new Sampling(0.8, 0, 0.95, 1, 2),
                    new Sampling(1.7, 5, 1, 1, 3),
                    new Sampling(0.5, 0, 0.7, 1.3, 4),
                    new Sampling(1.2, 8, 0.9, 1.5, 5),
                }) {
            assertThat(chiSquare(sampling, logits, said, banned)).as("%s", sampling).isLessThan(1);
        }
    }

    /// Chi-square over its bound.
    private static double chiSquare(Sampling sampling, float[] logits, BitSet said, BitSet banned) {
        int draws = 100_000;
        int[] seen = new int[logits.length];
        Sampler sampler = new Sampler(sampling);
        for (int i = 0; i < draws; i++) {
            seen[sampler.pick(logits, said, banned)]++;
        }
        Map<Integer, Double> expected =
                ReferenceSampler.distribution(sampling, logits, said, banned);
        assertThat(IntStream.range(0, seen.length).filter(id -> seen[id] > 0).boxed())
                .isSubsetOf(expected.keySet());
        double sum = 0;
        for (Map.Entry<Integer, Double> token : expected.entrySet()) {
            double wanted = token.getValue() * draws;
            sum += Math.pow(seen[token.getKey()] - wanted, 2) / wanted;
        }
        double freedom = expected.size() - 1.0;
        double spread = 2 / (9 * freedom);
        return sum / (freedom * Math.pow(1 - spread + 3.0902 * Math.sqrt(spread), 3));
    }

    @Test
    void sameSeedPicksTheSameAndAnotherSeedDoesNot() {
        float[] logits = new float[1000];
        assertThat(hundred(7, logits)).isEqualTo(hundred(7, logits));
        assertThat(hundred(7, logits)).isNotEqualTo(hundred(8, logits));
    }

    private static int[] hundred(long seed, float[] logits) {
        Sampler sampler = new Sampler(Sampling.DEFAULT.withSeed(seed));
        return IntStream.range(0, 100).map(_ -> sampler.pick(logits)).toArray();
    }

    @Test
    void agreesWithTheReferenceOverGpt2sVocabulary() {
        Sampling sampling = new Sampling(0.9, 5000, 0.92, 1.2, 11);
        var random = sampling.newRandom();
        float[] logits = new float[50_257];
        for (int id = 0; id < logits.length; id++) {
            logits[id] = (float) (random.nextGaussian() * 4);
        }
        BitSet said = new BitSet();
        IntStream.range(0, 500).forEach(_ -> said.set(random.nextInt(logits.length)));
        Map<Integer, Double> expected = ReferenceSampler.distribution(sampling, logits, said, NONE);
        Candidates kept = new Sampler(sampling).candidates(logits, said, NONE);
        assertThat(kept.ids())
                .containsExactlyInAnyOrder(
                        expected.keySet().stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void refusesScoresThatAreNoNumbers() {
        Sampler sampler = new Sampler(Sampling.DEFAULT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampler.pick(new float[] {0, Float.NaN}))
                .withMessageContaining("token 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampler.pick(new float[] {Float.POSITIVE_INFINITY}))
                .withMessageContaining("token 0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> sampler.pick(new float[] {1}, NONE, BitSet.valueOf(new long[] {1})))
                .withMessageContaining("no token is left");
    }

    @Test
    void namesTheKeyTheValueAndTheRange() {
        assertThatThrownBy(() -> Sampling.DEFAULT.withTemperature(3.5))
                .isInstanceOf(UserError.class)
                .hasMessage("temperature is 3.5; accepted: 0.0 to 2.0.");
        assertThatThrownBy(() -> Sampling.DEFAULT.withTemperature(Double.NaN))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> Sampling.DEFAULT.withTopP(0))
                .hasMessage("top-p is 0.0; accepted: above 0.0, to 1.0.");
        assertThatThrownBy(() -> Sampling.DEFAULT.withTopK(-1))
                .hasMessage("top-k is -1; accepted: 0 (all) and above.");
        assertThatThrownBy(() -> Sampling.DEFAULT.withRepetitionPenalty(0.5))
                .hasMessage("repetition-penalty is 0.5; accepted: 1.0 to 2.0.");
    }

    @Provide
    Arbitrary<Sampling> samplings() {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.of(0.0, 1.0, 2.0),
                                Arbitraries.doubles().between(0.05, 2).ofScale(3)),
                        Arbitraries.oneOf(
                                Arbitraries.of(0, 1), Arbitraries.integers().between(2, 80)),
                        Arbitraries.oneOf(
                                Arbitraries.of(1.0),
                                Arbitraries.doubles().between(0.0101, 0.9999).ofScale(4)),
                        Arbitraries.oneOf(
                                Arbitraries.of(1.0),
                                Arbitraries.doubles().between(1, 2).ofScale(3)),
                        Arbitraries.longs())
                .as(Sampling::new);
    }

    /// Many ties, some tokens without a chance, at least one neither banned nor without a chance.
    @Provide
    Arbitrary<Moment> moments() {
        Arbitrary<Float> ties = Arbitraries.of(0f, -0f, 1f, 1f, -2f, 3f, Float.NEGATIVE_INFINITY);
        Arbitrary<Float> score =
                Arbitraries.frequencyOf(
                        Tuple.of(4, ties),
                        Tuple.of(9, floats(2)),
                        Tuple.of(4, floats(12)),
                        Tuple.of(1, floats(1e30)));
        Arbitrary<BitSet> ids =
                Arbitraries.integers()
                        .between(0, 63)
                        .set()
                        .ofMaxSize(8)
                        .map(
                                set -> {
                                    BitSet bits = new BitSet();
                                    set.forEach(bits::set);
                                    return bits;
                                });
        return Combinators.combine(score.list().ofMinSize(1).ofMaxSize(64), ids, ids)
                .as(
                        (scores, said, banned) -> {
                            List<Float> possible = new ArrayList<>(scores);
                            possible.addFirst(0.5f);
                            banned.clear(0);
                            return new Moment(possible, said, banned);
                        });
    }

    private static Arbitrary<Float> floats(double most) {
        return Arbitraries.doubles().between(-most, most).ofScale(4).map(Double::floatValue);
    }
}
