package dev.understudy.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.corpus.conversation.Cutting;
import dev.understudy.corpus.selection.Selection;
import dev.understudy.corpus.split.Held;
import dev.understudy.corpus.split.Shares;
import dev.understudy.corpus.split.Split;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Corpora of several documents, and validation drawn by chance.
class DocumentCorpusTest {
    private static final Tokenizer BYTES =
            Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS));
    private static final int HOUR = 3600;
    private static final List<String> DOCUMENTS =
            IntStream.range(10, 50).mapToObj(i -> "document " + i).toList();

    @TempDir Path folder;

    private static CorpusSettings settings(Held held, long seed) {
        return new CorpusSettings(
                Cutting.STANDARD, Selection.STANDARD, new Shares(0.25, 0, 1), 1, held, seed, true);
    }

    private CorpusBuilder builder(Held held, long seed) {
        return new CorpusBuilder(
                settings(held, seed), new VocabularyChoice.Given(BYTES), folder.resolve("corpus"));
    }

    private static List<String> documents(char[] tokens) {
        int[] ids = IntStream.range(0, tokens.length).map(i -> tokens[i]).toArray();
        return List.of(BYTES.decode(ids).split(Pattern.quote(Tokenizer.END_OF_TEXT)));
    }

    @Property
    void documentsAreDrawnWholeAndNoMoreThanTheShare(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 90) Integer> lengths,
            @ForAll long seed) {
        Split split = new Split(new Shares(0.25, 0, 1), Held.SHUFFLED, seed);
        lengths.forEach(length -> split.add("x".repeat(length)));
        split.decide();
        long all = 0;
        long held = 0;
        for (int i = 0; i < lengths.size(); i++) {
            int length = lengths.get(i);
            int trained = split.trained(i, length);
            assertThat(trained).isIn(0, length);
            all += length;
            held += length - trained;
        }
        assertThat(held).isLessThanOrEqualTo(all / 4);
        assertThat(held).isGreaterThan(all / 4 - 90);
    }

    @Test
    void noDocumentIsLostOrDoubled() {
        for (Held held : Held.values()) {
            Corpus corpus = builder(held, 7).fromTexts(DOCUMENTS);
            List<String> all = new ArrayList<>(documents(corpus.train()));
            all.addAll(documents(corpus.validation()));
            assertThat(all).containsExactlyInAnyOrderElementsOf(DOCUMENTS);
            assertThat(corpus.card().validation().conversations()).isEqualTo(10);
        }
    }

    @Test
    void theSeedDrawsOtherDocuments() {
        char[] first = builder(Held.SHUFFLED, 1).fromTexts(DOCUMENTS).validation();
        assertThat(builder(Held.SHUFFLED, 1).fromTexts(DOCUMENTS).validation()).isEqualTo(first);
        assertThat(builder(Held.SHUFFLED, 2).fromTexts(DOCUMENTS).validation()).isNotEqualTo(first);
    }

    @Test
    void theNewestDocumentsAreTheLast() {
        Corpus corpus = builder(Held.NEWEST, 1).fromTexts(DOCUMENTS);
        assertThat(documents(corpus.validation())).isEqualTo(DOCUMENTS.subList(30, 40));
    }

    @Test
    void oneDocumentCannotBeShuffled() {
        List<String> poem = List.of("a long poem".repeat(99));
        assertThatThrownBy(() -> builder(Held.SHUFFLED, 1).fromTexts(poem))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("one document, and split is shuffled");
        assertThat(builder(Held.NEWEST, 1).fromTexts(poem).validation()).isNotEmpty();
    }

    @Test
    void allTextIsPutInLowerCaseButNames() {
        Chats chats = new Chats();
        for (int i = 0; i < 40; i++) {
            chats.say("alice", 2L * HOUR * i, "Über LOUD " + i);
        }
        Corpus corpus = builder(Held.SHUFFLED, 1).fromMessages(chats.source(), Chats.PEOPLE);
        assertThat(documents(corpus.train()))
                .allMatch(one -> one.matches("ALICE:\nüber loud \\d+\n\n"));
        assertThat(corpus.card().validation().conversations()).isBetween(7L, 10L);
    }
}
