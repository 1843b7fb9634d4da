package dev.understudy.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.batches.Batches;
import dev.understudy.chat.Message;
import dev.understudy.chat.Transcript;
import dev.understudy.corpus.conversation.Conversation;
import dev.understudy.corpus.conversation.Cutting;
import dev.understudy.corpus.selection.Selection;
import dev.understudy.corpus.split.Shares;
import dev.understudy.model.Batch;
import dev.understudy.settings.UserError;
import dev.understudy.texts.Texts;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    private static final Tokenizer BYTES =
            Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS));

    private static final VocabularyChoice GIVEN = new VocabularyChoice.Given(BYTES);
    private static final int HOUR = 3600;

    @TempDir Path folder;

    private CorpusBuilder builder(int blockLength) {
        return new CorpusBuilder(Chats.settings(blockLength), GIVEN, folder.resolve("corpus"));
    }

    /// Ten conversations of three turns each, two hours apart, and things that are left out.
    private static Chats tenConversations() {
        Chats chats = new Chats();
        for (int i = 0; i < 10; i++) {
            long start = 2L * HOUR * i;
            chats.say("alice", start, "number " + i)
                    .send("bob", start + 1, Message.Kind.MEDIA, "a picture")
                    .say("bob", start + 2, "<|endoftext|>")
                    .say("bob", start + 3, "ALICE:")
                    .say("carl", start + 4, "🐈 it is " + i);
        }
        return chats;
    }

    @Test
    void keepsTheNewestConversationsForValidation() {
        Corpus corpus = builder(16).fromMessages(tenConversations().source(), Chats.PEOPLE);
        List<String> train = conversations(corpus.train());
        assertThat(train).hasSize(9);
        assertThat(conversations(corpus.validation()))
                .containsExactly(
                        "ALICE:\nnumber 9\n\nBOB:\n<|endoftext|>\nALICE:\n\nCARL:\n🐈 it is 9\n\n");
        assertThat(train.getFirst()).startsWith("ALICE:\nnumber 0\n");
    }

    @Test
    void theCardSaysWhatIsInItAndWhatIsNot() {
        CorpusCard card =
                builder(16).fromMessages(tenConversations().source(), Chats.PEOPLE).card();
        assertThat(card.speakers()).hasToString("{ALICE=10, BOB=10, CARL=10}");
        assertThat(card.leftOut()).hasToString("{media=10}");
        assertThat(card.vocabularySize()).isEqualTo(257);
        assertThat(card.endOfText()).isEqualTo(256);
        assertThat(card.train().conversations()).isEqualTo(9);
        assertThat(card.train().turns()).isEqualTo(27);
        assertThat(card.validation().turns()).isEqualTo(3);
        assertThat(card.from()).contains(Chats.NOON);
        assertThat(card.to()).contains(Chats.NOON.plusSeconds(18 * HOUR + 4));
        assertThat(card.settings()).isEqualTo(Chats.settings(16));
    }

    @Test
    void writesUnsignedSixteenBitLittleEndian() throws IOException {
        Corpus corpus = builder(16).fromMessages(tenConversations().source(), Chats.PEOPLE);
        byte[] bytes = Files.readAllBytes(folder.resolve("corpus/train.bin"));
        char[] ids = new char[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().get(ids);
        assertThat(ids).isEqualTo(corpus.train()).contains((char) 256);
        assertThat(corpus.card().train().tokens()).isEqualTo(ids.length);
    }

    @Test
    void theSameMessagesGiveTheSameBytes() throws IOException {
        List<byte[]> first = filesAfterBuild();
        assertThat(filesAfterBuild()).usingRecursiveComparison().isEqualTo(first);
        assertThat(first).hasSize(6);
    }

    private List<byte[]> filesAfterBuild() throws IOException {
        VocabularyChoice learned = new VocabularyChoice.Learned(300);
        Corpus corpus =
                new CorpusBuilder(Chats.settings(8), learned, folder.resolve("corpus"))
                        .fromMessages(tenConversations().source(), Chats.PEOPLE);
        assertThat(corpus.card().vocabularySize()).isGreaterThan(257);
        List<byte[]> files = new ArrayList<>();
        try (var paths = Files.list(folder.resolve("corpus"))) {
            for (Path path : paths.sorted().toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        return files;
    }

    @Test
    void aVocabularyIsLearnedFromTrainingTextsOnly() {
        Chats chats = tenConversations();
        chats.say("alice", 30 * HOUR, "zzqq zzqq zzqq zzqq").say("bob", 30 * HOUR + 1, "zzqq");
        VocabularyChoice learned = new VocabularyChoice.Learned(400);
        Corpus corpus =
                new CorpusBuilder(Chats.settings(4), learned, folder)
                        .fromMessages(chats.source(), Chats.PEOPLE);
        try (Tokenizer tokenizer = corpus.tokenizer()) {
            assertThat(tokenizer.encode("number")).hasSize(1);
            assertThat(tokenizer.encode("zzqq")).hasSize(4);
        }
    }

    record Said(int speaker, int channel, int pause, String text) {}

    @Property(tries = 150)
    void losesAndDoublesNothing(@ForAll("chats") List<Said> said) {
        Chats chats = new Chats();
        for (int channel = 0; channel < 2; channel++) {
            long second = channel;
            for (int i = 0; i < said.size(); i++) {
                Said message = said.get(i);
                second += message.pause;
                if (message.channel == channel) {
                    String name = List.of("alice", "bob", "carl").get(message.speaker);
                    // The number makes each conversation unlike all others.
                    chats.sayIn("channel " + channel, name, second, message.text + "\n" + i);
                }
            }
        }
        CorpusSettings settings = Chats.settings(0.3, 1);
        Path target = Path.of("target", "corpus-of-any-chat");
        List<Conversation> whole = chats.cut(settings);
        Corpus corpus;
        try {
            corpus =
                    new CorpusBuilder(settings, GIVEN, target)
                            .fromMessages(chats.source(), Chats.PEOPLE);
        } catch (UserError tooSmall) {
            assertThat(tooSmall.problem())
                    .containsAnyOf("nothing to learn", ": 0 tokens", "and 0 for validation");
            return;
        }
        assertHolds(whole, conversations(corpus.train()), conversations(corpus.validation()));
    }

    /// Every conversation is whole in one part, or begun in the first and ended in the second.
    private static void assertHolds(
            List<Conversation> whole, List<String> train, List<String> validation) {
        int t = 0;
        int v = 0;
        for (Conversation conversation : whole) {
            String expected = Transcript.render(conversation.turns());
            if (t < train.size() && train.get(t).equals(expected)) {
                t++;
            } else if (v < validation.size() && validation.get(v).equals(expected)) {
                v++;
            } else {
                assertThat(train.get(t++) + validation.get(v++)).isEqualTo(expected);
            }
        }
        assertThat(t).isEqualTo(train.size());
        assertThat(v).isEqualTo(validation.size());
    }

    @Provide
    Arbitrary<List<Said>> chats() {
        Arbitrary<String> text =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "lol", "<|endoftext|>", "ALICE:", "🐈", "\n", "a\n\nb", "\uD83D"),
                        Arbitraries.strings().ofMaxLength(30));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.of(1, 60, 119, 200, 3700),
                        text)
                .as(Said::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
    }

    @Test
    void cutsALongConversationBetweenTwoTurns() {
        Chats chats = new Chats();
        for (int i = 0; i < 100; i++) {
            chats.write(i % 2 == 0 ? "alice" : "bob", "line " + i);
        }
        Corpus corpus = builder(16).fromMessages(chats.source(), Chats.PEOPLE);
        assertThat(conversations(corpus.validation())).hasSize(1);
        assertThat(conversations(corpus.validation()).getFirst()).startsWith("BOB:\nline 91\n");
        assertThat(conversations(corpus.train()).getFirst()).endsWith("ALICE:\nline 90\n\n");
        assertThat(corpus.card().from()).isEmpty();
    }

    @Test
    void textIsTakenAsItIs() throws IOException {
        Path file = folder.resolve("poem.txt");
        String text = "Ein Käfer, 🐞🐞, <|endoftext|>\r\n\n\n  Zeile\n".repeat(3000);
        Files.writeString(file, text);
        Corpus corpus = builder(64).fromTexts(Texts.file(file).read());
        int cut = text.offsetByCodePoints(0, (int) (text.codePointCount(0, text.length()) * 0.9));
        assertThat(decode(corpus.train())).isEqualTo(text.substring(0, cut));
        assertThat(decode(corpus.validation())).isEqualTo(text.substring(cut));
    }

    @Test
    void preparesTinyShakespeareAsNanoGptDoes() {
        Path samples =
                Path.of(System.getProperty("understudy.root", ".")).resolve("../shared/samples");
        Path file = samples.resolve("plain/tinyshakespeare_input.txt");
        assumeTrue(Files.isRegularFile(file), "tinyshakespeare is not at " + file);
        Corpus characters = builder(64).fromTexts(Texts.file(file).read());
        assertThat(characters.train()).hasSize(1_003_854);
        assertThat(characters.validation()).hasSize(111_540);
        try (Tokenizer gpt2 = Tokenizer.load(samples.resolve("bpe"))) {
            VocabularyChoice given = new VocabularyChoice.Given(gpt2);
            Corpus tokens =
                    new CorpusBuilder(Chats.settings(64), given, folder)
                            .fromTexts(Texts.file(file).read());
            assertThat(tokens.train()).hasSize(301_966);
            assertThat(tokens.validation()).hasSize(36_059);
        }
    }

    @Test
    void anEpochLearnsEveryTokenOfTinyShakespeareOnce() {
        Path samples =
                Path.of(System.getProperty("understudy.root", ".")).resolve("../shared/samples");
        Path file = samples.resolve("plain/tinyshakespeare_input.txt");
        assumeTrue(Files.isRegularFile(file), "tinyshakespeare is not at " + file);
        try (Tokenizer gpt2 = Tokenizer.load(samples.resolve("bpe"))) {
            Corpus corpus =
                    new CorpusBuilder(
                                    CorpusSettings.standard(1024),
                                    new VocabularyChoice.Given(gpt2),
                                    folder)
                            .fromTexts(Texts.file(file).read());
            assertThat(corpus.train()).hasSize(320_032);
            assertThat(corpus.validation()).hasSize(17_995);
            Batches blocks = Batches.blocks(corpus.train(), 1024, "training");
            long[] learnt = new long[gpt2.vocabularySize()];
            for (int i = 0; i < blocks.count(); i++) {
                for (long target : blocks.shuffled(1, 42, i).targets()) {
                    if (target != Batch.IGNORED) {
                        learnt[(int) target]++;
                    }
                }
            }
            long[] written = new long[gpt2.vocabularySize()];
            for (int i = 1; i < corpus.train().length; i++) {
                written[corpus.train()[i]]++;
            }
            assertThat(learnt).isEqualTo(written);
            assertThat(Arrays.stream(learnt).sum()).isEqualTo(320_031);
        }
    }

    @Test
    void saysWhenThereIsTooLittle() {
        Chats little = new Chats().say("alice", 0, "hi").say("bob", 1, "ho");
        assertThat(problem(() -> builder(64).fromMessages(little.source(), Chats.PEOPLE)))
                .isEqualTo(
                        "The corpus is too small to split: 20 tokens for training and 0 for"
                                + " validation; blocks of 64 need 65 of each.");
        Chats pictures = new Chats().send("alice", 0, Message.Kind.MEDIA, "");
        assertThat(problem(() -> builder(64).fromMessages(pictures.source(), Chats.PEOPLE)))
                .contains("no message is a person's own words (left out: {media=1})");
        assertThat(folder.resolve("corpus/train.bin.part")).doesNotExist();
    }

    @Test
    void aFailedBuildLeavesTheOldCorpus() throws IOException {
        Corpus old = builder(16).fromMessages(tenConversations().source(), Chats.PEOPLE);
        assertThat(
                        problem(
                                () ->
                                        builder(5000)
                                                .fromMessages(
                                                        tenConversations().source(), Chats.PEOPLE)))
                .contains("too small to split");
        Files.createDirectory(folder.resolve("corpus/val.bin.part"));
        assertThat(
                        problem(
                                () ->
                                        builder(16)
                                                .fromMessages(
                                                        tenConversations().source(), Chats.PEOPLE)))
                .contains("cannot be written");
        assertThat(Corpus.open(folder.resolve("corpus")).train()).isEqualTo(old.train());
    }

    @Test
    void noticesMessagesThatArriveMeanwhile() {
        Chats chats = tenConversations();
        MessageSource growing =
                sink -> {
                    chats.source().forEach(sink);
                    chats.say("alice", 19 * HOUR, "one more");
                };
        assertThat(problem(() -> builder(16).fromMessages(growing, Chats.PEOPLE)))
                .contains("changed while the corpus was built");
    }

    @Test
    void opensOnlyWhatItsCardDescribes() throws IOException {
        assertThat(problem(() -> Corpus.open(folder))).contains("holds no corpus");
        builder(16).fromMessages(tenConversations().source(), Chats.PEOPLE);
        Path place = folder.resolve("corpus");
        byte[] train = Files.readAllBytes(place.resolve("train.bin"));
        for (int length : new int[] {0, 1, train.length - 1}) {
            Files.write(place.resolve("train.bin"), Arrays.copyOf(train, length));
            assertThat(problem(() -> Corpus.open(place))).contains("train.bin is not the file");
        }
        Files.delete(place.resolve("train.bin"));
        assertThat(problem(() -> Corpus.open(place))).contains("cannot be read");
        for (String card : List.of("", "{", "[]", "{}", "{\"format\":1}")) {
            Files.writeString(place.resolve("corpus.json"), card);
            assertThat(problem(() -> Corpus.open(place))).contains("is no card of a corpus");
        }
    }

    @Test
    void namesTheSettingsThatItAccepts() {
        Duration hour = Duration.ofHours(1);
        assertThat(problem(() -> new Cutting(Duration.ZERO, hour, hour)))
                .contains("corpus.silence");
        assertThat(problem(() -> new Cutting(hour, hour.negated(), hour))).contains("corpus.burst");
        assertThat(problem(() -> new Cutting(hour, hour, hour.negated())))
                .contains("corpus.reply-span");
        assertThat(problem(() -> new Shares(Double.NaN, 0, 1))).contains("corpus.validation-share");
        assertThat(problem(() -> new Shares(0.1, 0.9, 1))).contains("corpus.test-share");
        assertThat(problem(() -> new Shares(0.1, 0, 0))).contains("corpus.ceiling");
        assertThat(problem(() -> new Selection(List.of(""), 1))).contains("corpus.commands");
        assertThat(problem(() -> new Selection(List.of(), -1))).contains("corpus.paste-length");
        assertThat(problem(() -> CorpusSettings.standard(0))).contains("block length");
    }

    private static String problem(ThrowingCallable call) {
        UserError error = catchThrowableOfType(UserError.class, call);
        assertThat(error.remedy()).isNotBlank();
        return error.problem();
    }

    private static String decode(char[] ids) {
        int[] wide = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            wide[i] = ids[i];
        }
        return BYTES.decode(wide);
    }

    /// The texts between end-of-text tokens.
    private static List<String> conversations(char[] ids) {
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= ids.length; i++) {
            if (i == ids.length || ids[i] == BYTES.endOfText()) {
                texts.add(decode(Arrays.copyOfRange(ids, start, i)));
                start = i + 1;
            }
        }
        return texts;
    }
}
