package dev.understudy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole vocabularies beside the same by sorting; small ones are in [SamplerTest].
class CandidatesTest {
    private static final int VOCABULARY = 50_257;
    private static final double TEMPERATURE = 0.8;

    /// Sums in another order differ in their last bits.
    private static final double ROUNDING = 1e-11;

    private final Candidates candidates = new Candidates();

    static Stream<Arguments> vocabularies() {
        return Stream.of(
                Arguments.argumentSet("nearly uniform", (Object) normal(0.3)),
                Arguments.argumentSet("flat", (Object) normal(0.5)),
                Arguments.argumentSet("between", (Object) normal(2)),
                Arguments.argumentSet("peaked", (Object) normal(4)),
                Arguments.argumentSet("far apart", (Object) normal(300)),
                Arguments.argumentSet("full of ties", (Object) ties()),
                Arguments.argumentSet("all equal", (Object) filled(-7)),
                Arguments.argumentSet("one of them", (Object) but(filled(-1e30f), 7, 3f)),
                Arguments.argumentSet("two of them", (Object) but(but(ties(), 0, 90), 9, 89)),
                Arguments.argumentSet("ascending", (Object) slope(1e-4f)),
                Arguments.argumentSet("descending", (Object) slope(-1e-4f)),
                Arguments.argumentSet("some impossible", (Object) thinned(normal(0.4), 3)),
                Arguments.argumentSet("most impossible", (Object) thinned(normal(3), 1)));
    }

    private static float[] normal(double deviation) {
        RandomGenerator random = Sampling.DEFAULT.newRandom();
        return filled(() -> (float) (random.nextGaussian() * deviation));
    }

    private static float[] ties() {
        RandomGenerator random = Sampling.DEFAULT.newRandom();
        return filled(() -> Math.round(random.nextGaussian() * 4) / 4f);
    }

    private static float[] filled(float score) {
        return filled(() -> score);
    }

    private interface Score {
        float next();
    }

    private static float[] filled(Score score) {
        float[] scores = new float[VOCABULARY];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = score.next() + 0f;
        }
        return scores;
    }

    private static float[] but(float[] scores, int id, float score) {
        scores[id] = score;
        return scores;
    }

    private static float[] slope(float step) {
        float[] scores = new float[VOCABULARY];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = id * step + 0f;
        }
        return scores;
    }

    /// Of every four tokens some cannot be picked, and some almost not.
    private static float[] thinned(float[] scores, int left) {
        for (int id = 0; id < scores.length; id++) {
            if (id % 4 >= left) {
                scores[id] = id % 3 == 0 ? -1e30f : Float.NEGATIVE_INFINITY;
            }
        }
        return scores;
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void keepTheNucleus(float[] scores) {
        int[] ranked = ranked(scores);
        double[] weights = weights(scores, scores[ranked[0]]);
        double whole = Arrays.stream(weights).sum();
        for (double p : new double[] {1e-9, 0.03, 0.5, 0.9, 0.95, 0.999}) {
            int end = 0;
            double sum = 0;
            while (sum < p * whole && end < ranked.length) {
                sum += weights[ranked[end++]];
            }
            candidates.read(scores);
            candidates.weigh(TEMPERATURE);
            candidates.keepNucleus(p);
            assertKept(ranked, end);
            assertThat(candidates.probability(ranked[0]))
                    .isCloseTo(1 / sum, within(ROUNDING / sum));
        }
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void keepTheLikeliest(float[] scores) {
        int[] ranked = ranked(scores);
        for (int wanted : new int[] {1, 40, 5000, VOCABULARY / 2, VOCABULARY}) {
            candidates.read(scores);
            candidates.keepLikeliest(wanted);
            assertKept(ranked, Math.min(wanted, ranked.length));
        }
        candidates.readLikeliest(scores);
        assertKept(ranked, 1);
        assertThat(candidates.likeliest()).isEqualTo(ranked[0]);
    }

    private void assertKept(int[] ranked, int end) {
        assertThat(candidates.ids()).isEqualTo(Arrays.stream(ranked, 0, end).sorted().toArray());
    }

    private static int[] ranked(float[] scores) {
        return IntStream.range(0, scores.length)
                .filter(id -> scores[id] > Float.NEGATIVE_INFINITY)
                .boxed()
                .sorted(
                        Comparator.comparingDouble((Integer id) -> -scores[id])
                                .thenComparing(id -> id))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] weights(float[] scores, double highest) {
        return IntStream.range(0, scores.length)
                .mapToDouble(id -> Math.exp((scores[id] - highest) / TEMPERATURE))
                .toArray();
    }

    @Test
    void drawTokensThatAreAllButImpossibleOnlyWhenNothingElseIsLeft() {
        float[] scores = but(filled(-1e30f), 7, -200);
        candidates.read(scores);
        candidates.weigh(TEMPERATURE);
        RandomGenerator random = Sampling.DEFAULT.newRandom();
        assertThat(IntStream.range(0, 1000).map(_ -> candidates.draw(random))).containsOnly(7);
        candidates.read(but(scores, 7, Float.NEGATIVE_INFINITY));
        candidates.weigh(TEMPERATURE);
        assertThat(IntStream.range(0, 1000).map(_ -> candidates.draw(random)).distinct())
                .hasSizeGreaterThan(900);
    }

    @Test
    void drawEachOfManyAsOftenAsItWeighs() {
        float[] scores = normal(0.5);
        candidates.read(scores);
        candidates.weigh(TEMPERATURE);
        candidates.keepNucleus(0.95);
        double[] odds = new double[100];
        int[] seen = new int[odds.length];
        for (int id : candidates.ids()) {
            odds[id % odds.length] += candidates.probability(id);
        }
        assertThat(Arrays.stream(odds).sum()).isCloseTo(1, within(ROUNDING));
        RandomGenerator random = Sampling.DEFAULT.newRandom();
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            seen[candidates.draw(random) % odds.length]++;
        }
        for (int i = 0; i < odds.length; i++) {
            double deviation = Math.sqrt(odds[i] * draws);
            assertThat((double) seen[i]).isCloseTo(odds[i] * draws, within(4 * deviation));
        }
    }

    @Test
    void refuseToReadNothing() {
        for (float[] none : new float[][] {{}, {Float.NEGATIVE_INFINITY}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> candidates.read(none));
            assertThatIllegalArgumentException().isThrownBy(() -> candidates.readLikeliest(none));
        }
    }

    @Test
    void areReadAnewFromAVocabularyOfAnotherSize() {
        for (int size : new int[] {5, 50, 2, 1}) {
            float[] scores = new float[size];
            candidates.read(scores);
            candidates.weigh(TEMPERATURE);
            candidates.keepNucleus(0.5);
            assertThat(candidates.ids()).hasSize((size + 1) / 2);
        }
    }
}
