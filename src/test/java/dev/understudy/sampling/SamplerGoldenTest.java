package dev.understudy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What transformers leaves to draw from (`golden.json`, made by `make_golden.py` beside it), and
/// what this sampler drew before it could do as much.
class SamplerGoldenTest {
    private static final BitSet NONE = new BitSet();

    /// Both compute in single precision here and there.
    private static final double ROUNDING = 2e-6;

    /// Chances are written with nine decimals.
    private static final double SMALLEST = 1e-8;

    static Stream<Arguments> cases() throws IOException {
        JsonNode golden = golden();
        return golden.path("cases")
                .valueStream()
                .map(one -> Arguments.argumentSet(one.path("name").asString(), golden, one));
    }

    private static JsonNode golden() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        SamplerGoldenTest.class.getResourceAsStream("golden.json"))) {
            return JsonMapper.shared().readTree(file);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesWhatTransformersLeaves(JsonNode golden, JsonNode wanted) {
        Moment now =
                new Moment(
                        golden.path("logits").valueStream().map(JsonNode::floatValue).toList(),
                        tokens(golden.path("prompt")),
                        tokens(golden.path("picked")),
                        NONE);
        Candidates kept =
                new Sampler(sampling(wanted.path("settings")))
                        .candidates(now.logits(), now.said(), NONE);
        Map<Integer, Double> left = new TreeMap<>();
        wanted.path("left")
                .propertyStream()
                .forEach(
                        token ->
                                left.put(
                                        Integer.valueOf(token.getKey()),
                                        token.getValue().doubleValue()));
        List<Integer> ids =
                IntStream.of(kept.ids()).filter(id -> kept.probability(id) > 0).boxed().toList();
        assertThat(ids).containsExactlyElementsOf(left.keySet());
        left.forEach(
                (id, chance) ->
                        assertThat(kept.probability(id))
                                .as("token %d", id)
                                .isCloseTo(chance, within(ROUNDING * chance + SMALLEST)));
    }

    private static List<Integer> tokens(JsonNode list) {
        return list.valueStream().map(JsonNode::intValue).toList();
    }

    private static Sampling sampling(JsonNode settings) {
        Map<Integer, Double> favoured = new HashMap<>();
        settings.path("favoured")
                .propertyStream()
                .forEach(
                        token ->
                                favoured.put(
                                        Integer.valueOf(token.getKey()),
                                        token.getValue().doubleValue()));
        return new Sampling(
                settings.path("temperature").asDouble(1),
                new Cut(
                        settings.path("topK").asInt(0),
                        settings.path("topP").asDouble(1),
                        settings.path("minP").asDouble(0),
                        settings.path("typicalP").asDouble(1)),
                new Penalties(
                        settings.path("repetition").asDouble(1),
                        settings.path("presence").asDouble(0),
                        settings.path("frequency").asDouble(0),
                        settings.path("noRepeat").asInt(0)),
                new Bias(favoured, Set.copyOf(tokens(settings.path("banned")))),
                1);
    }

    @Test
    void hasEachSettingAloneAndSomeTogether() throws IOException {
        JsonNode cases = golden().path("cases");
        Set<String> alone =
                Set.copyOf(
                        cases.valueStream()
                                .map(one -> one.path("settings").propertyNames())
                                .filter(names -> names.size() == 1)
                                .map(names -> names.iterator().next())
                                .distinct()
                                .toList());
        assertThat(alone).hasSize(11);
        assertThat(cases.valueStream().map(one -> one.path("settings").size()))
                .anyMatch(settings -> settings == 11);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    0.8,    0, 0.95, 1.0, 137, 24846 10080 48971 38008 13413 29187 44343 14792
                    0.9, 5000, 0.92, 1.2,  11, 48120 15566 17870 39146 45 7376 22505 38711
                    1.3,    0, 1.00, 1.5,   3, 8979 7244 20157 38348 13675 28749 47895 273
                    0.0,    0, 0.95, 1.3,   1, 23528 10080 17870 21880 13413 37752 32931 14044
                    """)
    void picksWhatItAlwaysPicked(
            double temperature,
            int topK,
            double topP,
            double repetition,
            long seed,
            String expected) {
        Sampler sampler =
                new Sampler(
                        Sampling.DEFAULT
                                .withTemperature(temperature)
                                .withTopK(topK)
                                .withTopP(topP)
                                .withRepetitionPenalty(repetition)
                                .withSeed(seed));
        var random = Sampling.DEFAULT.withSeed(99).newRandom();
        Said said = new Said();
        IntStream.range(0, 500).forEach(_ -> said.read(random.nextInt(50_257)));
        BitSet banned = new BitSet();
        banned.set(17);
        banned.set(50_000, 50_300);
        StringJoiner picked = new StringJoiner(" ");
        for (int i = 0; i < 8; i++) {
            float[] logits = new float[50_257];
            for (int id = 0; id < logits.length; id++) {
                logits[id] = (float) (random.nextGaussian() * 4);
            }
            int token = sampler.pick(logits, said, banned);
            said.add(token);
            picked.add(Integer.toString(token));
        }
        assertThat(picked).hasToString(expected);
    }
}
