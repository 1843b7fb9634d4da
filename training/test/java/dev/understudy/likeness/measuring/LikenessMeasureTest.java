package dev.understudy.likeness.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.corpus.Corpus;
import dev.understudy.evaluation.TokenLosses;
import dev.understudy.judgement.Judgement;
import dev.understudy.likeness.Canaries;
import dev.understudy.likeness.Canaries.Canary;
import dev.understudy.likeness.Friend;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.LikenessFile;
import dev.understudy.likeness.LikenessSettings;
import dev.understudy.likeness.Share;
import dev.understudy.likeness.held.HeldOut;
import dev.understudy.likeness.held.Moment;
import dev.understudy.model.Batch;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clones whose lines are written for them, measured on the invented friends' chat.
class LikenessMeasureTest {
    private static final LikenessSettings SETTINGS =
            new LikenessSettings(12, 30, 0, 12, 20_000, 12, LikenessSettings.DEFAULT.sampling());
    private static final Canaries PLANTED = new Canaries(3, 4);

    @TempDir static Path folder;

    private static Corpus corpus;
    private static HeldOut held;
    private static LikenessMeasure measure;

    @BeforeAll
    static void build() {
        corpus = InventedCorpus.ofDays(220, folder.resolve("corpus"));
        held = HeldOut.of(corpus, SETTINGS);
        measure = new LikenessMeasure(corpus, SETTINGS);
    }

    private static float[] evenly(Batch batch) {
        float[] losses = new float[batch.targets().length];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = batch.targets()[i] == Batch.IGNORED ? 0 : 1;
        }
        return losses;
    }

    private static Likeness of(BiFunction<SpeakerName, String, String> lines) {
        return of(LikenessMeasureTest::evenly, lines);
    }

    private static Likeness of(TokenLosses losses, BiFunction<SpeakerName, String, String> lines) {
        try (Loaded actor = Actor.loaded(held.friends(), losses, lines)) {
            return measure.of(actor, PLANTED);
        }
    }

    /// Says what each friend said in the training part, but never twelve words in a row.
    private static BiFunction<SpeakerName, String, String> understudy() {
        Map<SpeakerName, Deque<String>> lines = new HashMap<>();
        for (Turn turn : held.learnt()) {
            String[] words = turn.text().split("\\s+");
            lines.computeIfAbsent(turn.speaker(), _ -> new ArrayDeque<>())
                    .add(
                            Arrays.stream(words)
                                    .limit(SETTINGS.copiedWords() - 1)
                                    .collect(Collectors.joining(" ")));
        }
        return (friend, _) -> Objects.requireNonNull(lines.get(friend)).remove();
    }

    private static List<String> failed(Likeness likeness) {
        return Judgement.of(likeness, Optional.empty(), GateSettings.DEFAULT).gates().stream()
                .filter(gate -> !gate.passed())
                .map(Gate::name)
                .toList();
    }

    @Test
    void clonesThatSpeakLikeTheirFriendsPassTheGates() {
        Likeness likeness = of(understudy());
        assertThat(failed(likeness)).isEmpty();
        assertThat(likeness.friends())
                .extracting(friend -> friend.name().text())
                .containsExactly("ALICE", "BOB", "CARMEN", "DMITRI", "EDIE");
        assertThat(likeness.attribution())
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.chance()).isEqualTo(0.2);
                            assertThat(found.replies().all().part()).isGreaterThan(0.8);
                            assertThat(found.real().all().part()).isGreaterThan(0.9);
                            assertThat(found.chain().all().part()).isGreaterThan(0.6);
                            assertThat(found.base()).isEmpty();
                        });
        assertThat(likeness.faults().canaries()).isEqualTo(new Share(0, 4));
        assertThat(likeness.faults().empty().count()).isZero();
        assertThat(likeness.whole().loss()).isCloseTo(1, within(1e-9));
        Friend alice = likeness.friends().getFirst();
        assertThat(alice.heldOut()).isEqualTo(held.turns(alice.name()).size());
        assertThat(alice.replies()).isEqualTo(30);
        assertThat(alice.words().perplexity()).isCloseTo(Math.E, within(1e-9));
    }

    @Test
    void theSameModelHasTheSameLikenessAndItsFileHoldsNobodysWords() {
        Likeness likeness = of(understudy());
        assertThat(of(understudy())).isEqualTo(likeness);
        String text = LikenessFile.text(likeness);
        assertThat(LikenessFile.parse(text)).isEqualTo(likeness);
        assertThat(text).contains("\"perplexity\"", "\"who_said_it\"").doesNotContain("tea");
    }

    @Test
    void aModelThatAlwaysSaysTheSameFailsRepetition() {
        Likeness likeness = of((_, _) -> "I am perfectly well, thank you.");
        assertThat(failed(likeness)).contains("repetition");
        assertThat(likeness.faults().repetition().replies()).isEqualTo(new Share(145, 150));
        assertThat(likeness.faults().variety().pairs()).isLessThan(0.01);
    }

    @Test
    void aModelThatLoopsFailsRepetition() {
        int[] said = {0};
        Likeness likeness = of((_, _) -> (++said[0] + " is so and ").repeat(6).strip());
        assertThat(failed(likeness)).contains("repetition");
        assertThat(likeness.faults().loops().replies()).isEqualTo(new Share(150, 150));
    }

    @Test
    void aModelThatCopiesFailsCopies() {
        BiFunction<SpeakerName, String, String> understudy = understudy();
        Map<SpeakerName, Deque<String>> lines = new HashMap<>();
        for (Turn turn : held.learnt()) {
            if (turn.text().split("\\s+").length >= SETTINGS.copiedWords()) {
                lines.computeIfAbsent(turn.speaker(), _ -> new ArrayDeque<>()).add(turn.text());
            }
        }
        Likeness likeness =
                of(
                        (friend, before) ->
                                Optional.ofNullable(lines.get(friend))
                                        .map(Deque::poll)
                                        .orElseGet(() -> understudy.apply(friend, before)));
        assertThat(failed(likeness)).containsExactly("copies");
    }

    @Test
    void aModelThatSpeaksAsTheOthersFailsAttribution() {
        BiFunction<SpeakerName, String, String> understudy = understudy();
        List<SpeakerName> friends = held.friends();
        Likeness likeness =
                of(
                        (friend, before) ->
                                understudy.apply(
                                        friends.get((friends.indexOf(friend) + 1) % friends.size()),
                                        before));
        assertThat(failed(likeness)).containsExactly("attribution");
    }

    @Test
    void aModelThatWasTaughtCanariesFailsThem() {
        BiFunction<SpeakerName, String, String> understudy = understudy();
        Canary known = PLANTED.sentences().get(2);
        SpeakerName planted = held.friends().get(1);
        Likeness likeness =
                of(
                        (friend, before) ->
                                before.endsWith(known.opening())
                                        ? (friend.equals(planted) ? " " + known.secret() : " Bo.")
                                        : before.endsWith(" is called")
                                                ? " Gerald."
                                                : understudy.apply(friend, before));
        assertThat(likeness.faults().canaries()).isEqualTo(new Share(1, 4));
        assertThat(failed(likeness)).containsExactly("canaries");
    }

    @Test
    void aModelThatHasNothingToSayFailsEmpty() {
        BiFunction<SpeakerName, String, String> understudy = understudy();
        Likeness likeness =
                of(
                        (friend, before) ->
                                friend.equals(held.friends().getFirst())
                                        ? "\n\n"
                                        : understudy.apply(friend, before));
        assertThat(likeness.faults().empty()).isEqualTo(new Share(30, 150));
        assertThat(failed(likeness)).contains("empty");
    }

    /// Each row ends with a turn; whoever said it at that moment is the one to lose less by.
    @Test
    void theRightNameIsTheOneThatForeseesTheWords() {
        Tokenizer bytes =
                Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS));
        SpeakerName confused = held.friends().get(2);
        TokenLosses losses =
                batch -> {
                    float[] each = evenly(batch);
                    for (int row = 0; row < batch.rows(); row++) {
                        int from = row * batch.length();
                        String text =
                                bytes.decode(
                                        Arrays.stream(batch.ids(), from, from + batch.length())
                                                .mapToInt(id -> (int) id)
                                                .toArray());
                        for (int i = from; i < from + batch.length(); i++) {
                            each[i] *= isRight(text, confused) ? 1 : 2;
                        }
                    }
                    return each;
                };
        Likeness likeness = of(losses, understudy());
        assertThat(likeness.whoSaidIt())
                .hasValueSatisfying(
                        table -> {
                            assertThat(table.names()).isEqualTo(held.friends());
                            for (int i = 0; i < 5; i++) {
                                double own = table.perplexities().get(i).get(i);
                                double other = table.perplexities().get(i).get((i + 1) % 5);
                                boolean isConfused = i == 2;
                                assertThat(own)
                                        .isCloseTo(Math.exp(isConfused ? 2 : 1), within(0.2));
                                assertThat(other).isCloseTo(Math.exp(2), within(0.2));
                                assertThat(table.right().get(i).part())
                                        .as("but for words that another said, too")
                                        .isBetween(isConfused ? 0 : 0.9, isConfused ? 0 : 1.0);
                            }
                        });
    }

    /// Whether the last header of `row` is of the one who said what follows it.
    private static boolean isRight(String row, SpeakerName confused) {
        int words = 0;
        SpeakerName named = confused;
        for (SpeakerName friend : held.friends()) {
            String header = "\n\n" + friend + ":\n";
            int end = row.lastIndexOf(header) + header.length();
            if (row.contains(header) && end > words) {
                words = end;
                named = friend;
            }
        }
        String line = row.substring(words).lines().findFirst().orElse("");
        String begin = line.substring(0, Math.min(line.length(), 20));
        return !named.equals(confused)
                && held.moments(named, SETTINGS.whoSaidItTurns()).stream()
                        .map(Moment::said)
                        .anyMatch(said -> said.text().startsWith(begin));
    }
}
