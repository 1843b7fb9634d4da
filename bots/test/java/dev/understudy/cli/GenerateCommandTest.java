package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GenerateCommandTest {
    private static final int CONTEXT = 32;

    @TempDir Path home;

    @BeforeEach
    void putABaseModel() throws IOException {
        save(home.resolve("base/gpt2"), 1);
    }

    private static Path save(Path folder, int seed) throws IOException {
        Files.createDirectories(folder);
        try (Gpt2 model = Gpt2.random(new Gpt2Config(257, CONTEXT, 16, 1, 2, 256), seed);
                Tokenizer characters =
                        Tokenizer.of(
                                VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS))) {
            model.save(folder);
            characters.saveTo(folder);
        }
        return folder;
    }

    private Invocation generate(String model, String... arguments) {
        List<String> all = new ArrayList<>(List.of("generate", "--model", model));
        all.addAll(Arrays.asList(arguments));
        if (all.stream().noneMatch(argument -> argument.startsWith("--length"))) {
            all.add("--length=8");
        }
        all.addAll(List.of("--home", home.toString()));
        return Invocation.of(all.toArray(String[]::new));
    }

    private String written(String model, String... arguments) {
        Invocation outcome = generate(model, arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).isEmpty();
        return outcome.out();
    }

    @Test
    void findsAModelByEveryNameItHas() throws IOException {
        String base = written("gpt2");
        assertThat(written("base:gpt2")).isEqualTo(base);
        assertThat(written("openai-community/gpt2")).isEqualTo(base);
        assertThat(written(home.resolve("base/gpt2").toString())).isEqualTo(base);

        save(home.resolve("models/friends/0001"), 2);
        String older = written("friends");
        save(home.resolve("models/friends/0002"), 3);
        String newer = written("friends");
        assertThat(List.of(base, older, newer)).doesNotHaveDuplicates();
        assertThat(written("friends@0001")).isEqualTo(older);
        assertThat(written("circle:friends@0002")).isEqualTo(newer);

        save(home.resolve("base/me/mine@v1"), 4);
        assertThat(written("me/mine@v1")).isNotEqualTo(base);
        save(home.resolve("base/tiny"), 2);
        assertThat(written("tiny")).isEqualTo(older).isEqualTo(written("base:tiny"));
        assertThat(generate("live").err()).contains("whose live model").hasLineCount(2);
        save(home.resolve("models/live/0001"), 2);
        assertThat(written("circle:live")).isEqualTo(older);
        save(home.resolve("elsewhere"), 2);
        assertThat(generate("../elsewhere").err()).contains("no model \"../elsewhere\"");
    }

    @Test
    void findsTheBestCheckpointOfARun() throws IOException {
        Path run = home.resolve("runs/friends");
        save(run.resolve("best-000009"), 5);
        Path best = save(run.resolve("best-000020"), 6);
        Files.createDirectories(run.resolve("corpus"));
        Files.move(best.resolve("tokenizer.json"), run.resolve("corpus/tokenizer.json"));
        assertThat(written("run:friends"))
                .isEqualTo(written(save(home.resolve("same"), 6).toString()));
        assertThat(generate("run:others").err())
                .startsWith("The circle others has no run with a checkpoint.\n")
                .hasLineCount(2);
    }

    @Test
    void saysWhichModelsThereAre() throws IOException {
        save(home.resolve("models/friends/0001"), 2);
        save(home.resolve("base/me/mine@v1"), 4);
        assertThat(generate("gtp2"))
                .isEqualTo(
                        new Invocation(
                                1,
                                "",
                                """
                                There is no model "gtp2" here.
                                Did you mean gpt2? Here are gpt2, me/mine@v1, friends. \
                                Fetch one: understudy pull gpt2
                                """));
        assertThat(generate("distilgpt2").err()).contains("understudy pull distilgpt2\n");
        assertThat(generate("friends@0007").err()).contains("no version \"0007\"");
        save(home.resolve("models/gpt2/0001"), 2);
        assertThat(generate("gpt2").err()).contains("base:gpt2 or circle:gpt2");
    }

    @Test
    void separatesSamples() {
        String one = written("gpt2", "--seed=1");
        String two = written("gpt2", "--seed=2");
        assertThat(one).isNotEqualTo(two);
        assertThat(written("gpt2", "--seed=1", "--samples=2"))
                .isEqualTo("--- 1 of 2 ---\n" + one + "\n--- 2 of 2 ---\n" + two);
        assertThat(written("gpt2", "--seed=1", "--prompt=Hi", "--echo")).startsWith("Hi");
    }

    @Test
    void writesOneObjectALine() {
        List<JsonNode> lines =
                written("gpt2", "--json", "--samples=3", "--prompt", "say \"hi\"\n")
                        .lines()
                        .map(JsonMapper.shared()::readTree)
                        .toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getLast().path("seed").asInt()).isEqualTo(139);
        assertThat(lines.getLast().path("prompt").asString()).isEqualTo("say \"hi\"\n");
        assertThat(lines.getLast().path("tokens").asInt()).isEqualTo(8);
        assertThat(lines.getLast().path("end").asString()).isEqualTo("length");
        assertThat(lines.getLast().path("text").asString()).isNotEmpty();
    }

    @Test
    void readsAPromptFromAFile() throws IOException {
        Path file = Files.writeString(home.resolve("prompt.txt"), "Hello\n🐈");
        assertThat(written("gpt2", "--prompt", "FILE:" + file))
                .isEqualTo(written("gpt2", "--prompt", "Hello\n🐈"))
                .isNotEqualTo(written("gpt2"));
        assertThat(generate("gpt2", "--prompt=FILE:missing.txt").err())
                .startsWith("missing.txt is missing or cannot be read.\n")
                .hasLineCount(2);
        Files.write(file, new byte[] {(byte) 0xFF, 0});
        assertThat(generate("gpt2", "--prompt", "FILE:" + file).err()).contains("no text in UTF-8");
    }

    @Test
    void warnsOfAPromptThatIsTooLong() {
        Invocation outcome = generate("gpt2", "--prompt", "x".repeat(CONTEXT) + "yes");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err())
                .isEqualTo(
                        "The prompt is longer than the model's context: only its last 32 tokens are"
                                + " read.\n");
        assertThat(outcome.out())
                .isEqualTo(written("gpt2", "--prompt", "x".repeat(CONTEXT - 3) + "yes"));
    }

    @Test
    void writesOnWhenTheContextIsFull() {
        String text =
                JsonMapper.shared()
                        .readTree(written("gpt2", "--json", "--length=100", "--stop=never"))
                        .path("tokens")
                        .asString();
        assertThat(Integer.parseInt(text)).isGreaterThan(CONTEXT);
    }

    @Test
    void stopsBeforeAStopText() {
        String whole = written("gpt2", "--temperature=0", "--prompt=a");
        String stop = whole.substring(2, 4);
        assertThat(written("gpt2", "--temperature=0", "--prompt=a", "--stop", stop))
                .isEqualTo(whole.substring(0, whole.indexOf(stop)) + "\n");
    }

    @Test
    void favoursAndBansTokens() {
        String favoured = favouring();
        assertThat(favoured.strip()).hasSize(8);
        assertThat(favoured.strip().chars().distinct().count()).isEqualTo(1);
        assertThat(favouring("--ban=40"))
                .hasSameSizeAs(favoured)
                .doesNotContain(favoured.substring(0, 1));
        Invocation unknown = generate("gpt2", "--ban=257");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err())
                .startsWith("token 257 is no token; accepted: 0 to 256.\n")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"presence-penalty=2", "frequency-penalty=2", "no-repeat=1"})
    void avoidsRepeats(String option) {
        assertThat(favouring("--" + option))
                .startsWith(favouring().substring(0, 1))
                .isNotEqualTo(favouring());
    }

    private String favouring(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("--favour=40=100", "--favour=41=99", "--temperature=0"));
        all.addAll(Arrays.asList(arguments));
        return written("gpt2", all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"min-p=0.9", "typical-p=0.1"})
    void leavesOutTheUnlikely(String option) {
        assertThat(written("gpt2", "--temperature=2", "--top-p=1", "--" + option))
                .isNotEqualTo(written("gpt2", "--temperature=2", "--top-p=1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --temperature=3          | temperature is 3.0; accepted: 0.0 to 2.0.
                    --top-p=0                | top-p is 0.0; accepted: above 0.0, to 1.0.
                    --top-k=-1               | top-k is -1; accepted: 0 (all) and above.
                    --repetition-penalty=0.5 | repetition-penalty is 0.5; accepted: 1.0 to 2.0.
                    --min-p=2                | min-p is 2.0; accepted: 0.0 to 1.0.
                    --typical-p=0            | typical-p is 0.0; accepted: above 0.0, to 1.0.
                    --presence-penalty=3     | presence-penalty is 3.0; accepted: -2.0 to 2.0.
                    --frequency-penalty=-3   | frequency-penalty is -3.0; accepted: -2.0 to 2.0.
                    --ban=-1                 | token -1 is no token; accepted: 0 and above.
                    --favour=7=NaN           | favour of token 7 is NaN; accepted: -100.0 to 100.0.
                    --length=0               | length is 0; accepted: 1 or more.
                    --samples=0              | samples is 0; accepted: 1 or more.
                    --stop=                  | stop is empty; accepted: any text.
                    """)
    void refusesValuesOutOfRange(String option, String problem) {
        Invocation outcome = generate("gpt2", option);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).startsWith(problem + "\n").hasLineCount(2);
    }

    @Test
    void tellsADamagedModelInTwoLines() throws IOException {
        Files.write(
                home.resolve("base/gpt2/model.safetensors"),
                "not tensors".getBytes(StandardCharsets.UTF_8));
        Invocation outcome = generate("gpt2");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("model.safetensors").hasLineCount(2);
    }
}
