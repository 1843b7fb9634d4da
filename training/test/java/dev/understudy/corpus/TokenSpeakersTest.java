package dev.understudy.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSpeakersTest {
    private static final Tokenizer BYTES =
            Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS));
    private static final int TWO_HOURS = 7200;

    @TempDir Path folder;

    private CorpusBuilder builder() {
        return new CorpusBuilder(
                Chats.settings(16), new VocabularyChoice.Given(BYTES), folder.resolve("corpus"));
    }

    private Corpus tenConversations() {
        Chats chats = new Chats();
        for (int i = 0; i < 10; i++) {
            long start = (long) TWO_HOURS * i;
            chats.say("alice", start, "number " + i)
                    .say("bob", start + 1, "<|endoftext|>")
                    .say("bob", start + 2, "ALICE:")
                    .say("carl", start + 3, "🐈 it is " + i);
        }
        return builder().fromMessages(chats.source(), Chats.PEOPLE);
    }

    /// A clone writes the words and the blank line; who speaks next is nobody's word.
    @Test
    void saysWhoseEachTokenIs() throws IOException {
        Corpus corpus = tenConversations();
        TokenSpeakers whose = corpus.validationSpeakers();
        assertThat(whose.names())
                .extracting(SpeakerName::text)
                .containsExactly("ALICE", "BOB", "CARL");
        assertThat(said(corpus.validation(), whose, 1)).isEqualTo("number 9\n\n");
        assertThat(said(corpus.validation(), whose, 2)).isEqualTo("<|endoftext|>\nALICE:\n\n");
        assertThat(said(corpus.validation(), whose, 3)).isEqualTo("🐈 it is 9\n\n");
        assertThat(said(corpus.validation(), whose, TokenSpeakers.NOBODY))
                .isEqualTo("ALICE:\nBOB:\nCARL:\n");
        assertThat(said(corpus.train(), corpus.trainSpeakers(), TokenSpeakers.NOBODY))
                .contains("CARL:\n<|endoftext|>ALICE:\n");
        IntPredicate alices = whose.saidBy(Set.of(SpeakerName.of("alice")));
        assertThat(IntStream.range(0, corpus.validation().length).filter(alices)).hasSize(10);
        Path file = folder.resolve("corpus/val.speakers");
        assertThat(file).hasSize(corpus.validation().length);
        Files.write(file, new byte[corpus.validation().length]);
        assertThatThrownBy(corpus::validationSpeakers)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("val.speakers is not the file");
    }

    private static String said(char[] ids, TokenSpeakers whose, int speaker) {
        int[] theirs =
                IntStream.range(0, ids.length)
                        .filter(token -> whose.at(token) == speaker)
                        .map(token -> ids[token])
                        .toArray();
        return BYTES.decode(theirs);
    }

    @Property(tries = 20)
    void anyNumberOfSpeakersFits(@ForAll @IntRange(min = 1, max = 600) int count) {
        List<SpeakerName> names =
                IntStream.range(0, count).mapToObj(i -> SpeakerName.of("friend " + i)).toList();
        int[] marks = IntStream.rangeClosed(0, count).toArray();
        TokenSpeakers whose = TokenSpeakers.of(names, marks);
        assertThat(IntStream.range(0, marks.length).map(whose::at).toArray()).isEqualTo(marks);
        IntPredicate last = whose.saidBy(Set.of(names.getLast()));
        assertThat(IntStream.range(0, marks.length).filter(last)).containsExactly(count);
    }

    @Test
    void aTextHasNoSpeakers() {
        tenConversations();
        Corpus corpus = builder().fromTexts(List.of("Roses are red. ".repeat(100)));
        assertThat(corpus.validationSpeakers().names()).isEmpty();
        assertThat(corpus.trainSpeakers().at(5)).isEqualTo(TokenSpeakers.NOBODY);
        assertThat(folder.resolve("corpus")).isDirectoryNotContaining("glob:**.speakers");
    }
}
