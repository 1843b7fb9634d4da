package dev.understudy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.CorpusSettings;
import dev.understudy.corpus.TokenSpeakers;
import dev.understudy.corpus.VocabularyChoice;
import dev.understudy.evaluation.Passage.Size;
import dev.understudy.model.Gpt2;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PassageTest {
    private static final Tokenizer BYTES =
            Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS));
    private static final List<Turn> TALK =
            Transcript.parse("BOB:\nis it 🐈?\n\nALICE:\n<|endoftext|>\n\nBOB:\nno\n\n");

    @TempDir Path folder;

    /// Numbers made by `make_golden.py` with transformers, over windows and a shorter last one.
    @Test
    void losesWhatTransformersLoses() throws IOException {
        JsonNode golden;
        try (InputStream in = PassageTest.class.getResourceAsStream("golden.json")) {
            golden = JsonMapper.shared().readTree(Objects.requireNonNull(in));
        }
        List<SpeakerName> names =
                IntStream.of(1, 2, 3).mapToObj(i -> SpeakerName.of("speaker " + i)).toList();
        Passage passage =
                new Passage(
                        ints(golden.get("ids")),
                        TokenSpeakers.of(names, ints(golden.get("speakers"))),
                        Collections.nCopies(4, Size.NONE));
        Path model =
                Path.of(System.getProperty("understudy.root"))
                        .resolve("src/test/resources/dev/understudy/model/golden");
        List<Long> progress = new ArrayList<>();
        Losses losses;
        try (Gpt2 gpt2 = Gpt2.load(model)) {
            int length = golden.get("length").asInt();
            losses = passage.measure(gpt2::losses, length, progress::add);
        }
        assertThat(losses.all().mean()).isCloseTo(golden.get("mean").asDouble(), within(1e-5));
        assertThat(losses.all().tokens()).isEqualTo(passage.measured()).isEqualTo(300);
        assertThat(losses.speakers()).containsOnlyKeys(names);
        for (int i = 0; i < names.size(); i++) {
            Loss theirs = Objects.requireNonNull(losses.speakers().get(names.get(i)));
            assertThat(theirs.nats())
                    .isCloseTo(golden.get("losses").get(i + 1).asDouble(), within(1e-3));
            assertThat(theirs.tokens()).isEqualTo(golden.get("tokens").get(i + 1).asLong());
        }
        assertThat(progress).containsExactly(288L, 300L);
    }

    private static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }

    @Test
    void manyRowsAreMeasuredAFewAtATime() {
        int[] ids = IntStream.range(0, 200).map(i -> i % 7).toArray();
        Passage passage = new Passage(ids, TokenSpeakers.none(), List.of(Size.NONE));
        Losses losses =
                passage.measure(
                        batch -> {
                            float[] each = new float[batch.targets().length];
                            Arrays.fill(each, batch.length());
                            return each;
                        },
                        3,
                        _ -> {});
        assertThat(losses.all()).isEqualTo(new Loss(198 * 3 + 1, 199));
    }

    @Test
    void conversationsAreReadAsTheCorpusWritesThem() {
        Passage passage = Passage.ofConversations(List.of(TALK, TALK), BYTES);
        String once = Transcript.render(TALK);
        assertThat(BYTES.decode(passage.ids())).isEqualTo(once + Tokenizer.END_OF_TEXT + once);
        assertThat(passage.whose().names()).hasToString("[ALICE, BOB]");
        // The first token is not measured; ends of text are no text; a cat is one character.
        long headers = 2L * "BOB:\nALICE:\nBOB:\n".length() - 1;
        assertThat(passage.sizes())
                .containsExactly(
                        new Size(headers, headers),
                        new Size(2 * 15, 2 * 15),
                        new Size(2 * (10 + 4), 2 * (13 + 4)));
        assertThat(passage.size()).isEqualTo(new Size(headers + 58, headers + 64));
    }

    @Test
    void aValidationPartIsReadInTheTokensOfAnyModel() {
        String poem = "Ein Käfer, 🐞🐞, krabbelt <|endoftext|>\r\n\n\n  Zeile\n".repeat(500);
        VocabularyChoice learned = new VocabularyChoice.Learned(300);
        Corpus corpus =
                new CorpusBuilder(CorpusSettings.standard(16), learned, folder.resolve("corpus"))
                        .fromTexts(List.of(poem));
        Passage passage = Passage.ofValidation(corpus, BYTES);
        int cut = poem.offsetByCodePoints(0, (int) (poem.codePointCount(0, poem.length()) * 0.95));
        assertThat(BYTES.decode(passage.ids())).isEqualTo(poem.substring(cut));
        try (Tokenizer own = corpus.tokenizer()) {
            char[] ids = corpus.validation();
            assertThat(Passage.ofValidation(corpus, own).ids())
                    .isEqualTo(IntStream.range(0, ids.length).map(i -> ids[i]).toArray());
        }
    }
}
