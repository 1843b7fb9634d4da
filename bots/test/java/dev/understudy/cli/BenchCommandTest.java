package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {
    @TempDir Path home;

    private Invocation bench(String... arguments) {
        List<String> all = new ArrayList<>(List.of("bench", "--seconds=1"));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of("--home", home.toString()));
        return Invocation.of(all.toArray(String[]::new));
    }

    private String tiny() throws IOException {
        return TinyBase.write(home.resolve("tiny"), 64).toString();
    }

    private static JsonNode json(Invocation outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).hasLineCount(1);
        return JsonMapper.shared().readTree(outcome.out());
    }

    @Test
    void measuresDecodingAndTrainingOfAModel() throws IOException {
        assumeTrue(
                Files.isReadable(Path.of("/proc/self/status")), "only Linux says what is resident");
        JsonNode found = json(bench("--json", "--model", tiny(), "--batch=3", "--accumulation=2"));
        assertThat(found.path("random_weights").asBoolean()).isFalse();
        assertThat(found.path("cores").asInt()).isPositive();
        assertThat(found.path("libtorch").asString()).startsWith("2.");

        JsonNode decode = found.path("decode");
        assertThat(decode.path("prompt_tokens").asInt()).isEqualTo(32);
        assertThat(decode.path("first_token_ms").asDouble()).isPositive();
        assertThat(decode.path("tokens").asInt()).isGreaterThan(32); // the context was rewound
        assertThat(decode.path("tokens_per_second").asDouble()).isPositive();

        JsonNode train = found.path("train");
        assertThat(train.path("batch").asInt()).isEqualTo(3);
        assertThat(train.path("block").asInt()).isEqualTo(64); // no longer than the context
        assertThat(train.path("steps").asInt()).isGreaterThan(3);
        assertThat(train.path("pieces").asInt()).isEqualTo(1);
        assertThat(train.path("tokens_per_second").asDouble())
                .isCloseTo(3 * 2 * 64 * 1000 / train.path("step_ms").asDouble(), within(0.1));
        for (JsonNode part : List.of(decode, train)) {
            assertThat(part.path("peak_memory_bytes").asLong())
                    .isBetween(50_000_000L, found.path("memory_bytes").asLong());
        }
    }

    @Test
    void printsATableForPeople() throws IOException {
        Invocation outcome = bench("--model", tiny(), "--optimizer=adamw-8bit");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).isEqualTo("Measuring for about 1 s each, after a warm-up.\n");
        assertThat(outcome.out().lines().toList())
                .satisfiesExactly(
                        machine -> assertThat(machine).startsWith("Machine ").contains("libtorch"),
                        model -> assertThat(model).contains("tiny, ").doesNotContain("random"),
                        blank -> assertThat(blank).isEmpty(),
                        heads -> assertThat(heads).contains("tokens/s", "ms", "memory"),
                        prompt -> assertThat(prompt).startsWith("prompt ").endsWith("after 32"),
                        decode -> assertThat(decode).startsWith("decode ").contains(" GB "),
                        serve -> assertThat(serve).startsWith("serve ").endsWith(" times one"),
                        message -> assertThat(message).startsWith("message ").endsWith("anew"),
                        train ->
                                assertThat(train)
                                        .startsWith("train ")
                                        .contains(" GB ")
                                        .endsWith("a step of 2 × 64, adamw-8bit, float32 on cpu"));
    }

    @Test
    void measuresOnePartAlone() throws IOException {
        JsonNode decoding = json(bench("--json", "--only=decode", "--model", tiny()));
        assertThat(decoding.has("decode")).isTrue();
        assertThat(decoding.has("train")).isFalse();
        JsonNode training = json(bench("--json", "--only=train", "--model", tiny()));
        assertThat(training.has("decode")).isFalse();
        JsonNode serving = json(bench("--json", "--only=serve", "--model", tiny())).path("serve");
        assertThat(serving.path("conversations").asInt()).isEqualTo(8);
        assertThat(serving.path("tokens_per_second").asDouble()).isPositive();
        assertThat(serving.path("gain").asDouble()).isPositive();
        assertThat(serving.path("first_token_remembered_ms").asDouble()).isNotNegative();
        assertThat(training.has("train")).isTrue();
    }

    /// Terabytes, which no machine has.
    @Test
    void refusesWhatDoesNotFitBeforeItTakesMemory() {
        String[] huge = {
            "--size=gpt2-xl", "--batch=4096", "--block=1024", "--gradient-checkpointing=off"
        };
        Invocation refused = bench(huge);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("This training needs ")
                .contains(" GB; ", "\n")
                .hasLineCount(2);
    }

    @Test
    void refusesBlocksThatTheModelCannotRead() throws IOException {
        Invocation refused = bench("--model", tiny(), "--block=65");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo(
                        """
                        The block is 65 tokens; the model reads at most 64.
                        Train with --block 64 or less.
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --size=gpt3             | There is no size "gpt3"; accepted: distilgpt2, gpt2,
                    --size=gpt2 --model=me  | --size and --model name one model each.
                    --seconds=0             | seconds is 0; accepted: 1 to 3600.
                    --batch=0               | batch is 0; accepted: a whole number, 1 or more.
                    --optimizer=sgd         | optimizer is sgd; accepted: adamw, adamw-8bit, muon.
                    --learning-rate=1       | understudy bench has no option --learning-rate.
                    """)
    void refusesWhatCannotBeMeant(String options, String problem) {
        List<String> line = new ArrayList<>(List.of("bench", "--home", home.toString()));
        line.addAll(List.of(options.split(" ", -1)));
        Invocation outcome = Invocation.of(line.toArray(String[]::new));
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).startsWith(problem).hasLineCount(2);
    }
}
