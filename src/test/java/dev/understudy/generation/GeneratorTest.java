package dev.understudy.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.generation.Sample.End;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.sampling.Bias;
import dev.understudy.sampling.Penalties;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private static final int END_OF_TEXT = 256;
    private static final Request GREEDY = request(0, 20);

    private final Tokenizer bytes = Tokenizer.of(byteVocabulary());

    /// Each byte is a token whose id is its place in GPT-2's alphabet.
    private static Vocabulary byteVocabulary() {
        List<String> tokens = new ArrayList<>();
        IntStream.rangeClosed('!', '~').forEach(c -> tokens.add(Character.toString(c)));
        IntStream.rangeClosed(0xA1, 0xAC).forEach(c -> tokens.add(Character.toString(c)));
        IntStream.rangeClosed(0xAE, 0xFF).forEach(c -> tokens.add(Character.toString(c)));
        IntStream.range(0, 68).forEach(c -> tokens.add(Character.toString(0x100 + c)));
        tokens.add(Tokenizer.END_OF_TEXT);
        return new Vocabulary(tokens, List.of());
    }

    private static Request request(double temperature, int tokens, String... stops) {
        return new Request(Sampling.DEFAULT.withTemperature(temperature), tokens, List.of(stops));
    }

    @AfterEach
    void close() {
        bytes.close();
    }

    private int id(String text) {
        return bytes.encode(text)[0];
    }

    /// Writes a, b, c … after a, and ends the text after `last`.
    private TextModel alphabet(String last) {
        return new TextModel(
                ScriptedModel.sureOf(
                        257, id -> id == id(last) || id == END_OF_TEXT ? END_OF_TEXT : id + 1),
                bytes);
    }

    private static Sample write(TextModel model, String prompt, Request request) {
        StringBuilder heard = new StringBuilder();
        try (Generator generator = new Generator(model, Prompt.of(prompt, model))) {
            Sample sample =
                    generator.write(
                            request,
                            more -> {
                                heard.append(more);
                                return true;
                            });
            assertThat(heard).hasToString(sample.text());
            return sample;
        }
    }

    @Test
    void goesOnToTheEndOfTheText() {
        assertThat(write(alphabet("g"), "ab", GREEDY))
                .isEqualTo(new Sample("cdefg", 6, End.END_OF_TEXT));
    }

    @Test
    void beginsAfterTheEndOfTheTextBefore() {
        TextModel model =
                new TextModel(
                        ScriptedModel.sureOf(257, id -> id == END_OF_TEXT ? id("x") : END_OF_TEXT),
                        bytes);
        assertThat(write(model, "", GREEDY)).isEqualTo(new Sample("x", 2, End.END_OF_TEXT));
    }

    @Test
    void goesOnBeyondItsContext() {
        assertThat(write(alphabet("z"), "a", request(0, 24)))
                .isEqualTo(new Sample("bcdefghijklmnopqrstuvwxy", 24, End.LENGTH));
    }

    @Test
    void stopsBeforeAStopText() {
        assertThat(write(alphabet("z"), "ab", request(0, 20, "gh", "x")))
                .isEqualTo(new Sample("cdef", 6, End.STOP));
        assertThat(write(alphabet("g"), "ab", request(0, 20, "gh")))
                .as("what is held back and does not become one")
                .isEqualTo(new Sample("cdefg", 6, End.END_OF_TEXT));
    }

    @Test
    void stopsWhenNobodyListens() {
        TextModel model = alphabet("z");
        try (Generator generator = new Generator(model, Prompt.of("a", model))) {
            assertThat(generator.write(GREEDY, more -> !more.equals("d")))
                    .isEqualTo(new Sample("bcd", 3, End.CANCELLED));
        }
    }

    @Test
    void neverPicksATokenThatTheTokenizerDoesNotKnow() {
        ScriptedModel padded =
                new ScriptedModel(
                        300,
                        8,
                        _ -> {
                            float[] scores = new float[300];
                            scores[299] = 100;
                            scores[id("k")] = 50;
                            return scores;
                        });
        assertThat(write(new TextModel(padded, bytes), "a", request(0, 3)).text()).isEqualTo("kkk");
    }

    /// The alphabet goes round: a b c a b c; what may not come again is left to the next best.
    @Test
    void neverRepeatsWhatThePromptHolds() {
        TextModel model =
                new TextModel(
                        new ScriptedModel(
                                257,
                                8,
                                read -> {
                                    float[] scores = new float[257];
                                    scores[read.getLast() == id("b") ? id("a") : id("b")] = 9;
                                    scores[id("c")] = 5;
                                    return scores;
                                }),
                        bytes);
        Request free = request(0, 6);
        assertThat(write(model, "ab", free).text()).isEqualTo("ababab");
        Request strict =
                new Request(
                        free.sampling().withPenalties(new Penalties(1, 0, 0, 3)), 12, List.of());
        String text = "ab" + write(model, "ab", strict).text();
        assertThat(text).startsWith("ababc");
        assertThat(IntStream.range(0, text.length() - 2).mapToObj(at -> text.substring(at, at + 3)))
                .doesNotHaveDuplicates();
    }

    @Test
    void bansAndFavoursTokens() {
        Bias wishes = new Bias(Map.of(id("q"), 100.0), Set.of(id("r")));
        Request request = new Request(GREEDY.sampling().withBias(wishes), 3, List.of());
        assertThat(write(alphabet("z"), "p", request).text()).isEqualTo("qqq");
        Bias ban = new Bias(Map.of(), Set.of(id("q")));
        Request without = new Request(GREEDY.sampling().withBias(ban), 3, List.of());
        assertThat(write(alphabet("z"), "p", without).text()).doesNotContain("q");
        Bias strange = new Bias(Map.of(), Set.of(257));
        Request unknown = new Request(GREEDY.sampling().withBias(strange), 3, List.of());
        assertThatThrownBy(() -> write(alphabet("z"), "p", unknown))
                .isInstanceOf(UserError.class)
                .hasMessage("token 257 is no token; accepted: 0 to 256.");
    }

    @Test
    void explainsScoresThatAreNoNumbers() {
        float[] broken = new float[257];
        broken[7] = Float.NaN;
        TextModel model = new TextModel(new ScriptedModel(257, 8, _ -> broken), bytes);
        assertThatThrownBy(() -> write(model, "a", GREEDY))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("its weights are damaged");
    }

    @Test
    void cutsALongPromptFromTheLeft() {
        TextModel model = alphabet("z");
        assertThat(Prompt.of("abcdefgh", model).cut()).isFalse();
        Prompt cut = Prompt.of("🐈".repeat(100_000) + "abcdefghi", model);
        assertThat(cut.cut()).isTrue();
        assertThat(bytes.decode(cut.ids())).isEqualTo("bcdefghi");
    }

    /// The prompt is read once, and again after it was forgotten; neither is to be seen.
    @Test
    void writesEachSampleAsIfItWereTheOnlyOne() {
        try (Gpt2 gpt2 = Gpt2.random(new Gpt2Config(257, 16, 8, 1, 2, END_OF_TEXT), 3)) {
            TextModel model = new TextModel(gpt2, bytes);
            try (Generator generator = new Generator(model, Prompt.of("hello", model))) {
                for (int tokens : new int[] {4, 40, 5, 40}) {
                    Request request = request(0.7, tokens);
                    assertThat(generator.write(request, _ -> true))
                            .isEqualTo(write(model, "hello", request));
                }
            }
            assertThat(write(model, "hello", request(0.7, 40)).text())
                    .isNotEqualTo(write(model, "hello", request(0.7, 40).withSeed(138)).text());
        }
    }
}
