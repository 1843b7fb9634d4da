package dev.understudy.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.conversation.Cutting;
import dev.understudy.corpus.selection.Selection;
import dev.understudy.corpus.split.Held;
import dev.understudy.corpus.split.Part;
import dev.understudy.corpus.split.Shares;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The test kept aside, the ceiling for loud friends, and a corpus as text.
class PartsTest {
    private static final Tokenizer BYTES =
            Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS));

    @TempDir Path folder;

    private Corpus build(Shares shares) {
        CorpusSettings settings =
                new CorpusSettings(
                        Cutting.STANDARD, Selection.STANDARD, shares, 16, Held.NEWEST, 7, false);
        return new CorpusBuilder(settings, new VocabularyChoice.Given(BYTES), folder)
                .fromMessages(chat().source(), Chats.PEOPLE);
    }

    /// 200 conversations, in which alice says six times as much as bob, and carl is there in every
    /// fifth.
    private static Chats chat() {
        Chats chats = new Chats();
        for (int i = 0; i < 200; i++) {
            long start = 7200L * i;
            for (int j = 0; j < 6; j++) {
                chats.say("alice", start + 200L * j, "a %03d %d".formatted(i, j));
            }
            chats.say("bob", start + 1201, "b %03d !".formatted(i));
            if (i % 5 == 0) {
                chats.say("carl", start + 1202, "c %03d !".formatted(i));
            }
        }
        return chats;
    }

    private static List<Turn> turns(Corpus corpus, Part... parts) {
        return Stream.of(parts)
                .flatMap(part -> new CorpusText(corpus).documents(part).stream())
                .flatMap(document -> Transcript.parse(document).stream())
                .toList();
    }

    private static Map<String, Long> charactersOfEach(List<Turn> turns) {
        Map<String, Long> each = new TreeMap<>();
        turns.forEach(
                turn ->
                        each.merge(
                                turn.speaker().text(),
                                (long) Transcript.render(turn).length(),
                                Long::sum));
        return each;
    }

    @Test
    void theTestHasAboutAsMuchOfEachAndNothingIsLost() {
        Corpus whole = build(new Shares(0.1, 0, 1));
        List<Turn> all = turns(whole, Part.TRAIN, Part.VALIDATION);
        assertThat(whole.card().test()).isEmpty();
        assertThat(whole.test()).isEmpty();
        assertThat(whole.testSpeakers().names()).isEmpty();
        List<Turn> validation = turns(whole, Part.VALIDATION);

        Corpus some = build(new Shares(0.1, 0.05, 1));
        assertThat(turns(some, Part.VALIDATION)).isEqualTo(validation);
        assertThat(turns(some, Part.TRAIN, Part.VALIDATION, Part.TEST))
                .containsExactlyInAnyOrderElementsOf(all);
        Map<String, Long> test = charactersOfEach(turns(some, Part.TEST));
        Map<String, Long> train = charactersOfEach(turns(some, Part.TRAIN));
        assertThat(test).containsOnlyKeys("ALICE", "BOB", "CARL");
        assertThat(train).containsOnlyKeys("ALICE", "BOB", "CARL");
        assertThat(ratio(test)).as("%s", test).isLessThan(ratio(train) / 2);
        assertThat(some.card().test().orElseThrow().tokens()).isEqualTo(some.test().length);
        assertThat(some.testSpeakers().names())
                .containsExactly(
                        Chats.PEOPLE.stream().map(p -> p.speaker()).toArray(SpeakerName[]::new));
        assertThat(build(new Shares(0.1, 0.05, 1)).test()).isEqualTo(some.test());
    }

    /// How many times as much the loudest says as the quietest.
    private static double ratio(Map<String, Long> each) {
        return (double) each.values().stream().max(Long::compare).orElseThrow()
                / each.values().stream().min(Long::compare).orElseThrow();
    }

    @Test
    void aCeilingKeepsTheNewestOfTheLoudestAndAllOfTheRest() {
        List<Turn> before = turns(build(new Shares(0.1, 0, 1)), Part.TRAIN, Part.VALIDATION);
        Corpus corpus = build(new Shares(0.1, 0, 0.5));
        List<Turn> turns = turns(corpus, Part.TRAIN, Part.VALIDATION);
        Map<String, Long> each = charactersOfEach(turns);
        long all = each.values().stream().mapToLong(Long::longValue).sum();
        assertThat((double) each.getOrDefault("ALICE", 0L) / all).isBetween(0.49, 0.5);
        assertThat(ofOthers(turns)).isEqualTo(ofOthers(before));
        List<String> kept = texts(turns, "ALICE");
        List<String> said = texts(before, "ALICE");
        assertThat(kept).isEqualTo(said.subList(said.size() - kept.size(), said.size()));
        assertThat(corpus.card().cutTurns()).isEqualTo(said.size() - kept.size());
        assertThat(corpus.card().messages()).isEqualTo(200 * 7 + 40);
    }

    private static List<Turn> ofOthers(List<Turn> turns) {
        return turns.stream().filter(turn -> !turn.speaker().text().equals("ALICE")).toList();
    }

    private static List<String> texts(List<Turn> turns, String name) {
        return turns.stream()
                .filter(turn -> turn.speaker().text().equals(name))
                .map(Turn::text)
                .toList();
    }

    @Test
    void aCeilingForTooManyIsRefusedAndOneThatNobodyReachesCutsNothing() {
        assertThatThrownBy(() -> build(new Shares(0.1, 0, 0.3)))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.problem()).contains("0.3", "3 people"));
        assertThat(build(new Shares(0.1, 0, 0.99)).card().cutTurns()).isZero();
    }

    @Test
    void evenThreeSharesLeaveAsMuchOfEach() {
        Map<String, Long> each =
                charactersOfEach(
                        turns(build(new Shares(0.1, 0, 1 / 3.0)), Part.TRAIN, Part.VALIDATION));
        assertThat(ratio(each)).isLessThan(1.03);
    }

    @Test
    void isWrittenOutAsTranscriptsAndAsJsonLines() throws IOException {
        CorpusText text = new CorpusText(build(new Shares(0.1, 0.05, 1)));
        StringBuilder lines = new StringBuilder();
        long count = text.write(Part.TRAIN, CorpusText.Form.JSONL, lines);
        assertThat(lines.toString().lines()).hasSize((int) count);
        assertThat(lines.toString().lines().findFirst().orElseThrow())
                .startsWith(
                        "{\"part\":\"train\",\"turns\":[{\"speaker\":\"ALICE\",\"text\":\"a 000");
        StringBuilder transcripts = new StringBuilder();
        for (Part part : Part.values()) {
            text.write(part, CorpusText.Form.TEXT, transcripts);
        }
        List<Turn> turns = new ArrayList<>();
        for (String one : transcripts.toString().split("\n\n\n", -1)) {
            turns.addAll(Transcript.parse(one));
        }
        assertThat(turns).isEqualTo(turns(text.corpus(), Part.values()));
        assertThat(transcripts.toString().split("\n\n\n", -1)).hasSize(201);
    }

    @Test
    void countsWhatEachFilterLeavesOut() {
        Chats chats =
                chat().say("alice", 0, "/clone bob")
                        .say("alice", 1, "<Media omitted>")
                        .say("alice", 2, "https://example.org")
                        .send("bob", 3, Message.Kind.FORWARD, "somebody's")
                        .say("bob", 4, "a long tale of bread and cheese ".repeat(5))
                        .say("bob", 5, "A LONG TALE of bread and cheese ".repeat(5))
                        .say("stranger", 6, "a long tale of bread and cheese ".repeat(5));
        CorpusCard card =
                new CorpusBuilder(
                                CorpusSettings.standard(16),
                                new VocabularyChoice.Given(BYTES),
                                folder)
                        .fromMessages(chats.source(), Chats.PEOPLE)
                        .card();
        assertThat(card.leftOut())
                .hasToString(
                        "{command=1, forward=1, link=1, paste=1, placeholder=1, unknown sender=1}");
        assertThat(card.messages()).isEqualTo(200 * 7 + 40 + 7);
    }

    @Test
    void aTextHasNoTest() {
        CorpusSettings settings =
                new CorpusSettings(
                        Cutting.STANDARD,
                        Selection.STANDARD,
                        new Shares(0.1, 0.1, 1),
                        16,
                        Held.NEWEST,
                        7,
                        false);
        CorpusBuilder builder =
                new CorpusBuilder(settings, new VocabularyChoice.Given(BYTES), folder);
        assertThatThrownBy(() -> builder.fromTexts(List.of("text ".repeat(100))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("test-share");
    }
}
