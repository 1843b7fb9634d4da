package dev.understudy.clone.voice;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.Tokens;
import dev.understudy.generation.TextModel;
import dev.understudy.sampling.Bias;
import dev.understudy.sampling.Cut;
import dev.understudy.sampling.Penalties;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VoiceTest {
    private static final SpeakerName ALICE = SpeakerName.of("Alice");
    private static final Tokenizer BYTES = Tokens.bytes();
    private static final Tokenizer WORDS = Tokens.words();
    private static final ModelCard CARD =
            new ModelCard(
                    ModelCard.FORMAT_VERSION,
                    new Circle("friends"),
                    List.of(new Speaker(ALICE, "Alice", 3), new Speaker(name("Bob B"), "Bob", 2)),
                    "test",
                    1,
                    "none",
                    Optional.empty(),
                    Map.of(),
                    Instant.EPOCH);

    /// Whatever the scores are, a reply can be seen, is canonical, and only the clone speaks in it.
    @Property(tries = 1500)
    void anyScoresGiveAReplyOfTheClonesOwn(
            @ForAll long seed, @ForAll @IntRange(min = 24, max = 90) int contextLength) {
        Tokenizer tokenizer = seed % 2 == 0 ? BYTES : WORDS;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        FakeModel model = stubborn(tokenizer, contextLength, random);
        StringBuilder heard = new StringBuilder();
        Turn reply =
                new EmbeddedVoice(new TextModel(model, tokenizer), CARD)
                        .reply(
                                ALICE,
                                new ContextWindow(),
                                new Sampler(sampling(random)),
                                heard::append);
        assertThat(reply.speaker()).isEqualTo(ALICE);
        assertThat(reply.text()).doesNotContain("\uFFFD").isEqualTo(heard.toString());
        assertThat(reply.text().codePoints()).anyMatch(VoiceTest::leavesAMark);
        assertThat(reply.text().lines()).noneMatch(VoiceTest::speaksForSomebody);
        assertThat(model.openDecoders()).isZero();
    }

    private static boolean leavesAMark(int character) {
        int type = Character.getType(character);
        return Character.isLetterOrDigit(character)
                || (type >= Character.DASH_PUNCTUATION && type <= Character.OTHER_SYMBOL)
                || type == Character.INITIAL_QUOTE_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION
                || type == Character.OTHER_NUMBER;
    }

    /// Scores that love all that a reply must not hold: white space, headers, bytes of no
    /// character, the end of text. Some are all but certain of one of them.
    private static FakeModel stubborn(
            Tokenizer tokenizer, int contextLength, RandomGenerator random) {
        int[] traps =
                tokenizer.encode(" \n\r\u000B\u0000\u0085\u200B:BOB B:ALICE:\nbob b:😀é\uFE0F");
        double love = random.nextDouble() * 30;
        double spread = random.nextDouble() * 6;
        float never = random.nextInt(4) == 0 ? Float.NEGATIVE_INFINITY : -5;
        return new FakeModel(
                tokenizer.vocabularySize() + random.nextInt(3),
                contextLength,
                read -> {
                    float[] scores = new float[tokenizer.vocabularySize() + 2];
                    for (int id = 0; id < scores.length; id++) {
                        scores[id] = (float) (random.nextGaussian() * spread);
                    }
                    Arrays.stream(traps)
                            .filter(_ -> random.nextInt(3) == 0)
                            .forEach(id -> scores[id] += (float) (random.nextDouble() * love));
                    scores[tokenizer.endOfText()] += (float) (random.nextGaussian() * love);
                    if (random.nextInt(3) == 0) {
                        Arrays.fill(scores, never);
                        scores[traps[random.nextInt(traps.length)]] = 50;
                    }
                    return scores;
                });
    }

    private static Sampling sampling(RandomGenerator random) {
        double temperature = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 2;
        Cut cut =
                new Cut(
                        random.nextInt(4),
                        1 - random.nextDouble() * 0.9,
                        random.nextInt(2) * random.nextDouble(),
                        1 - random.nextInt(2) * random.nextDouble() * 0.9);
        Penalties penalties =
                new Penalties(
                        1 + random.nextDouble(),
                        random.nextDouble() * 4 - 2,
                        random.nextDouble() * 4 - 2,
                        random.nextInt(4));
        return new Sampling(temperature, cut, penalties, Bias.NONE, random.nextLong());
    }

    private static boolean speaksForSomebody(String line) {
        String words = line.strip();
        if (!words.contains(":")) {
            return false;
        }
        String upTo = words.substring(0, words.indexOf(':'));
        boolean known = List.of("ALICE", "BOB B").contains(upTo.strip());
        String all = words.substring(0, words.length() - 1);
        boolean capitals =
                words.endsWith(":")
                        && all.equals(all.toUpperCase(Locale.ROOT))
                        && all.chars().anyMatch(Character::isUpperCase);
        boolean anyCase =
                words.endsWith(":")
                        && List.of("ALICE", "BOB B").contains(SpeakerName.of(all).text());
        return known || capitals || anyCase;
    }

    @Test
    void endsAtTheBlankLine() {
        assertThat(recited("two\nlines\n\nBOB B:\nhi")).isEqualTo("two\nlines");
        assertThat(recited("one\n \t\nmore")).isEqualTo("one");
    }

    @Test
    void endsAtTheNextHeaderEvenWithoutABlankLine() {
        assertThat(recited("mine\nBOB B:\nhis")).isEqualTo("mine");
        assertThat(recited("mine\nBob B:\nhis")).isEqualTo("mine");
        assertThat(recited("mine\nBOB B: his")).isEqualTo("mine");
        assertThat(recited("mine\nALICE:\nmine too")).isEqualTo("mine");
        assertThat(recited("mine\nTHE BUTLER:\nhis")).isEqualTo("mine");
    }

    @Test
    void keepsColonsThatIntroduceNobody() {
        assertThat(recited("shopping: milk\nat 10:30\nNOTE: bread\nBob: no\n\n"))
                .isEqualTo("shopping: milk\nat 10:30\nNOTE: bread\nBob: no");
    }

    @Test
    void theEndOfTextThatIsSpelledIsPlainText() {
        String reply = recited("ok <|endoftext|> bye\n\n");
        assertThat(reply).isEqualTo("ok <|endoftext|> bye");
        ContextWindow window = new ContextWindow();
        window.add(Turn.of(ALICE, reply).orElseThrow());
        int[] prompt = window.prompt(new TranscriptEncoder(BYTES), ALICE, 200);
        assertThat(Arrays.stream(prompt).skip(1)).doesNotContain(BYTES.endOfText());
    }

    @Test
    void readsCharactersOfManyTokens() {
        assertThat(recited("😀 é 👩‍🚀 日本\n\n")).isEqualTo("😀 é 👩‍🚀 日本");
    }

    @Test
    void saysSomethingElseThanSilenceOrAHeader() {
        assertThat(recited("\n\n \n\nhello\n\n")).isNotBlank();
        assertThat(recited("BOB B:\nhello\n\n")).startsWith("BOB B").doesNotStartWith("BOB B:");
    }

    @Test
    void stopsAtTheReplysBudgetAndLeavesHalfTheContextForThePrompt() {
        String endless = "a".repeat(500);
        assertThat(recited(endless)).hasSize(256);
        Voice small = new EmbeddedVoice(new TextModel(reciting(20, endless), BYTES), CARD);
        assertThat(small.reply(ALICE, new ContextWindow(), greedy(), Listener.NONE).text())
                .isEqualTo("a".repeat(10));
    }

    @Test
    void tellsWhatWouldHaveBeenEmpty() {
        assertThat(emptied(BYTES.encode("\n"))).isTrue();
        assertThat(emptied(BYTES.encode("Bob B:\n"))).isTrue();
        assertThat(emptied(BYTES.endOfText())).isTrue();
        assertThat(emptied(BYTES.encode(" hm:\n\n"))).isFalse();
        assertThat(emptied(BYTES.encode("(so)\n\n"))).isFalse();
    }

    private static boolean emptied(int... script) {
        FakeModel model = FakeModel.reciting(BYTES.vocabularySize(), 64, script);
        boolean[] emptied = {false};
        Listener listener =
                new Listener() {
                    @Override
                    public void heard(String more) {}

                    @Override
                    public void emptied() {
                        emptied[0] = true;
                    }
                };
        Sampler greedy = new Sampler(Sampling.DEFAULT.withTemperature(0));
        new EmbeddedVoice(new TextModel(model, BYTES), CARD)
                .reply(ALICE, new ContextWindow(), greedy, listener);
        return emptied[0];
    }

    @Test
    void neverLetsAnybodyHearWhatIsCutLater() {
        StringBuilder heard = new StringBuilder();
        Voice voice =
                new EmbeddedVoice(
                        new TextModel(reciting(600, "yes\nBOB wait\nBOB B:\nno"), BYTES), CARD);
        Listener strict =
                more -> {
                    heard.append(more);
                    assertThat("yes\nBOB wait").startsWith(heard.toString());
                };
        Turn reply = voice.reply(ALICE, new ContextWindow(), greedy(), strict);
        assertThat(reply.text()).isEqualTo("yes\nBOB wait").isEqualTo(heard.toString());
    }

    @Test
    void stopsWhenTheListenerHasHeardEnough() {
        StringBuilder heard = new StringBuilder();
        Listener impatient =
                new Listener() {
                    @Override
                    public void heard(String more) {
                        heard.append(more);
                    }

                    @Override
                    public boolean enough() {
                        return heard.length() >= 3;
                    }
                };
        Voice voice = new EmbeddedVoice(new TextModel(reciting(600, "abcdefgh\n\n"), BYTES), CARD);
        Turn reply = voice.reply(ALICE, new ContextWindow(), greedy(), impatient);
        assertThat(reply.text()).isEqualTo("abc");
    }

    @Test
    void readsExactlyWhatTrainingDid() {
        FakeModel model = FakeModel.reciting(BYTES.vocabularySize(), 600, BYTES.encode("ok\n"));
        ContextWindow window = new ContextWindow();
        Turn bob = Turn.of(name("Bob B"), "<|endoftext|>\nALICE:").orElseThrow();
        window.add(bob);
        new EmbeddedVoice(new TextModel(model, BYTES), CARD)
                .reply(ALICE, window, greedy(), Listener.NONE);
        TranscriptEncoder encoder = new TranscriptEncoder(BYTES);
        assertThat(model.prompts().getFirst().stream().mapToInt(Integer::intValue))
                .startsWith(BYTES.endOfText())
                .endsWith(
                        Arrays.stream(encoder.encodeHeader(ALICE)).boxed().toArray(Integer[]::new))
                .hasSize(1 + encoder.encodeTurn(bob).length + encoder.encodeHeader(ALICE).length)
                .filteredOn(id -> id == BYTES.endOfText())
                .hasSize(1);
    }

    /// Half an emoji that nothing fits to is taken back, and not held against the next one.
    @Test
    void holdsNothingAgainstWhatItTookBack() {
        Map<String, Map<Integer, Float>> script =
                Map.of(
                        "", Map.of(0xF0, 10f, (int) 'x', 5f),
                        "ð", IntStream.range(0, 20).boxed().collect(toMap(id -> id, _ -> 50f)),
                        "x", Map.of(0xF0, 5f, (int) 'y', 4f),
                        "xð", Map.of(0x9F, 9f),
                        "xð\u009F", Map.of(0x98, 9f),
                        "xð\u009F\u0098", Map.of(0x80, 9f));
        FakeModel halting =
                new FakeModel(
                        BYTES.vocabularySize(),
                        64,
                        read -> {
                            float[] scores = new float[BYTES.vocabularySize()];
                            script.getOrDefault(afterLastLine(read), Map.of((int) '\n', 9f))
                                    .forEach((id, score) -> scores[id] = score);
                            return scores;
                        });
        Sampling strict =
                Sampling.DEFAULT.withTemperature(0).withPenalties(new Penalties(1, 0, 2, 0));
        Turn reply =
                new EmbeddedVoice(new TextModel(halting, BYTES), CARD)
                        .reply(ALICE, new ContextWindow(), new Sampler(strict), Listener.NONE);
        assertThat(reply.text()).isEqualTo("x😀");
    }

    private static String afterLastLine(List<Integer> octets) {
        String text = octets.stream().map(Character::toString).collect(joining());
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    /// "la la la" is a repetition, the end of a line is none.
    @Test
    void neverRepeatsWordsInARowYetEnds() {
        Sampling strict =
                Sampling.DEFAULT.withTemperature(0).withPenalties(new Penalties(1, 0, 0, 2));
        Voice voice = new EmbeddedVoice(new TextModel(reciting(64, "ab\nab\ncd"), BYTES), CARD);
        String text =
                voice.reply(ALICE, new ContextWindow(), new Sampler(strict), Listener.NONE).text();
        assertThat(text).startsWith("ab\na").doesNotStartWith("ab\nab");
    }

    @Test
    void sameSeedSaysTheSame() {
        assertThat(random(7)).isEqualTo(random(7)).isNotEqualTo(random(8));
    }

    private static String random(long seed) {
        FakeModel flat =
                new FakeModel(BYTES.vocabularySize(), 60, _ -> new float[BYTES.vocabularySize()]);
        Sampler sampler = new Sampler(Sampling.DEFAULT.withSeed(seed));
        return new EmbeddedVoice(new TextModel(flat, BYTES), CARD)
                .reply(ALICE, new ContextWindow(), sampler, Listener.NONE)
                .text();
    }

    @Test
    void failsClearlyOnScoresThatAreNoNumbers() {
        FakeModel broken =
                new FakeModel(
                        BYTES.vocabularySize(),
                        60,
                        _ -> {
                            float[] scores = new float[BYTES.vocabularySize()];
                            scores[9] = Float.NaN;
                            return scores;
                        });
        Voice voice = new EmbeddedVoice(new TextModel(broken, BYTES), CARD);
        assertThatThrownBy(() -> voice.reply(ALICE, new ContextWindow(), greedy(), Listener.NONE))
                .isInstanceOf(UserError.class)
                .hasMessage("The model's score for token 9 is NaN: its weights are damaged.");
        assertThatThrownBy(voice::warmUp).hasMessageContaining("token 9 is NaN");
        assertThat(broken.openDecoders()).isZero();
    }

    @Test
    void warmsUpInAnyContextAndLeavesNothingOpen() {
        for (int contextLength : List.of(2, 10, 600)) {
            FakeModel model = reciting(contextLength, "ok");
            new EmbeddedVoice(new TextModel(model, BYTES), CARD).warmUp();
            assertThat(model.prompts()).hasSize(1);
            assertThat(model.openDecoders()).isZero();
        }
    }

    @Test
    void closesItsModel() {
        FakeModel model = FakeModel.reciting(300, 60, 1);
        new EmbeddedVoice(new TextModel(model, Tokens.bytes()), CARD).close();
        assertThat(model.isClosed()).isTrue();
    }

    private static String recited(String script) {
        return new EmbeddedVoice(new TextModel(reciting(600, script), BYTES), CARD)
                .reply(ALICE, new ContextWindow(), greedy(), Listener.NONE)
                .text();
    }

    private static FakeModel reciting(int contextLength, String script) {
        return FakeModel.reciting(
                BYTES.vocabularySize(), contextLength, BYTES.encode(script + "\n\n"));
    }

    private static Sampler greedy() {
        return new Sampler(Sampling.DEFAULT.withTemperature(0));
    }

    private static SpeakerName name(String name) {
        return SpeakerName.of(name);
    }
}
