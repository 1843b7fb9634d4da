package dev.understudy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    @Property(tries = 1500)
    void agreesWithTheReferenceInEveryComposition(
            @ForAll("samplings") Sampling sampling, @ForAll("moments") Moment now) {
        Map<Integer, Double> expected = ReferenceSampler.distribution(sampling, now);
        Assume.that(!ReferenceSampler.isDelicate(sampling, now));
        Candidates kept = kept(sampling, now);
        assertThat(Arrays.stream(kept.ids()).boxed().filter(id -> has(kept, sampling, id)))
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        if (sampling.temperature() > 0) {
            expected.forEach(
                    (id, chance) ->
                            assertThat(kept.probability(id)).isCloseTo(chance, within(ROUNDING)));
        }
    }

    private static boolean has(Candidates kept, Sampling sampling, int id) {
        return sampling.temperature() == 0 || kept.probability(id) > 0;
    }

    private static Candidates kept(Sampling sampling, Moment now) {
        return new Sampler(sampling).candidates(now.logits(), now.said(), now.banned());
    }

    @Property(tries = 1500)
    void topPKeepsTheFewestThatReachTheShare(
            @ForAll("samplings") Sampling any, @ForAll("moments") Moment now) {
        Sampling sampling =
                any.withTemperature(Math.max(0.1, any.temperature()))
                        .withCut(new Cut(any.topK(), any.topP(), 0, 1));
        Candidates whole = kept(sampling.withTopP(1), now);
        Candidates kept = kept(sampling, now);
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
        Sampling whole = any.withTemperature(1).withCut(Cut.NONE);
        Candidates all = kept(whole, now);
        int wanted = Math.max(1, any.topK());
        int[] kept = kept(whole.withTopK(wanted), now).ids();
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
        int picked = greedy.pick(now.logits(), new Said(), now.banned());
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
        Moment now =
                new Moment(
                        List.of(2f, 1.5f, -0.5f, 0f, 0f, 1f, -3f, 0.25f, 2f, -1f, 0.5f, 1.25f),
                        List.of(0, 3, 0),
                        List.of(5, 8, 5, 0),
                        BitSet.valueOf(new long[] {0b10}));
        Sampling plain = Sampling.DEFAULT.withCut(Cut.NONE);
        for (Sampling sampling :
                new Sampling[] {
                    plain.withTemperature(1).withSeed(1),
                    Sampling.DEFAULT.withSeed(2),
                    plain.withTemperature(1.7).withTopK(5).withSeed(3),
                    plain.withTemperature(0.5).withTopP(0.7).withRepetitionPenalty(1.3),
                    plain.withCut(new Cut(8, 0.9, 0, 1)).withRepetitionPenalty(1.5),
                    plain.withCut(new Cut(0, 1, 0.2, 1)).withSeed(6),
                    plain.withTemperature(1.2).withCut(new Cut(0, 1, 0, 0.6)).withSeed(7),
                    plain.withPenalties(new Penalties(1, 0.7, 0.4, 0)).withSeed(8),
                    plain.withPenalties(new Penalties(1.2, -0.5, 0.4, 1)).withSeed(9),
                    plain.withBias(new Bias(Map.of(4, 2.5, 0, -1.0), Set.of(8))).withSeed(10),
                }) {
            assertThat(chiSquare(sampling, now)).as("%s", sampling).isLessThan(1);
        }
    }

    /// Chi-square over its bound.
    private static double chiSquare(Sampling sampling, Moment now) {
        int draws = 100_000;
        float[] logits = now.logits();
        Said said = now.said();
        int[] seen = new int[logits.length];
        Sampler sampler = new Sampler(sampling);
        for (int i = 0; i < draws; i++) {
            seen[sampler.pick(logits, said, now.banned())]++;
        }
        Map<Integer, Double> expected = ReferenceSampler.distribution(sampling, now);
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
        var random = Sampling.DEFAULT.newRandom();
        List<Float> scores =
                IntStream.range(0, 50_257)
                        .mapToObj(_ -> (float) (random.nextGaussian() * 1.5))
                        .toList();
        List<Integer> text =
                random.ints(500, 0, scores.size()).boxed().collect(Collectors.toList());
        Moment now = new Moment(scores, text.subList(0, 400), text.subList(400, 500), NONE);
        Sampling sampling =
                new Sampling(
                        0.9,
                        new Cut(5000, 0.92, 0.0001, 0.8),
                        new Penalties(1.2, 0.3, 0.2, 2),
                        new Bias(Map.of(7, 9.0), Set.of(8)),
                        11);
        assertThat(kept(sampling, now).ids())
                .hasSizeGreaterThan(100)
                .containsExactlyInAnyOrder(
                        ReferenceSampler.distribution(sampling, now).keySet().stream()
                                .mapToInt(Integer::intValue)
                                .toArray());
    }

    @Test
    void typicalKeepsEquals() {
        Sampling sampling = Sampling.DEFAULT.withCut(new Cut(0, 1, 0, 0.2));
        assertThat(new Sampler(sampling).candidates(new float[9], new Said(), NONE).ids())
                .hasSize(9);
    }

    @Test
    void picksWhatItShouldNotWhenNothingElseIsLeft() {
        Sampling strict =
                Sampling.DEFAULT
                        .withPenalties(new Penalties(1, 0, 0, 1))
                        .withBias(new Bias(Map.of(), Set.of(0)));
        Said said = new Said();
        Sampler sampler = new Sampler(strict);
        float[] logits = {50, 3, -1e30f, Float.NEGATIVE_INFINITY};
        assertThat(sampler.pick(logits, said, NONE)).isEqualTo(1);
        said.add(1);
        assertThat(sampler.pick(logits, said, NONE)).isEqualTo(2);
        said.add(2);
        for (int i = 0; i < 20; i++) {
            assertThat(sampler.pick(logits, said, NONE)).isIn(0, 1, 2);
        }
    }

    @Test
    void wishesAboutTokensThatTheModelDoesNotHaveChangeNothing() {
        Sampling wishes =
                Sampling.DEFAULT
                        .withPenalties(new Penalties(2, 2, 2, 1))
                        .withBias(new Bias(Map.of(3, 5.0), Set.of(4)));
        Said said = new Said();
        said.read(8, 9);
        said.add(10);
        assertThat(new Sampler(wishes).pick(new float[] {1, 0}, said, NONE)).isBetween(0, 1);
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
                        () ->
                                sampler.pick(
                                        new float[] {1},
                                        new Said(),
                                        BitSet.valueOf(new long[] {1})))
                .withMessageContaining("no token is left");
    }

    @Provide
    Arbitrary<Sampling> samplings() {
        Arbitrary<Double> temperature =
                Arbitraries.oneOf(Arbitraries.of(0.0, 1.0, 2.0), doubles(0.05, 2, 3));
        return Combinators.combine(temperature, cuts(), penalties(), wishes(), Arbitraries.longs())
                .as(Sampling::new);
    }

    private static Arbitrary<Cut> cuts() {
        Arbitrary<Double> share =
                Arbitraries.oneOf(Arbitraries.of(1.0), doubles(0.0101, 0.9999, 4));
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.of(0, 1), Arbitraries.integers().between(2, 80)),
                        share,
                        Arbitraries.oneOf(Arbitraries.of(0.0), doubles(0, 1, 4)),
                        share)
                .as(Cut::new);
    }

    private static Arbitrary<Penalties> penalties() {
        Arbitrary<Double> off = Arbitraries.of(0.0);
        return Combinators.combine(
                        Arbitraries.oneOf(Arbitraries.of(1.0), doubles(1, 2, 3)),
                        Arbitraries.oneOf(off, doubles(-2, 2, 3)),
                        Arbitraries.oneOf(off, doubles(-2, 2, 3)),
                        Arbitraries.integers().between(0, 3))
                .as(Penalties::new);
    }

    private static Arbitrary<Bias> wishes() {
        Arbitrary<Integer> token = Arbitraries.integers().between(0, 63);
        return Combinators.combine(
                        Arbitraries.maps(token, doubles(-100, 100, 2)).ofMaxSize(4),
                        token.set().ofMaxSize(4))
                .as(Bias::new);
    }

    private static Arbitrary<Double> doubles(double least, double most, int scale) {
        return Arbitraries.doubles().between(least, most).ofScale(scale);
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
        Arbitrary<Integer> token = Arbitraries.integers().between(0, 63);
        Arbitrary<List<Integer>> text =
                Arbitraries.oneOf(token, Arbitraries.integers().between(0, 2)).list().ofMaxSize(12);
        return Combinators.combine(
                        score.list().ofMinSize(1).ofMaxSize(64),
                        text,
                        text,
                        token.set().ofMaxSize(8))
                .as(
                        (scores, prompt, picked, ids) -> {
                            List<Float> possible = new ArrayList<>(scores);
                            possible.addFirst(0.5f);
                            BitSet banned = new BitSet();
                            ids.forEach(banned::set);
                            banned.clear(0);
                            return new Moment(possible, prompt, picked, banned);
                        });
    }

    private static Arbitrary<Float> floats(double most) {
        return Arbitraries.doubles().between(-most, most).ofScale(4).map(Double::floatValue);
    }
}
