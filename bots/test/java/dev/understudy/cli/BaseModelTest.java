package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Circle;
import dev.understudy.clone.ModelCard;
import dev.understudy.hub.ModelName;
import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train --base`: models that start from others, and runs that go on with other settings.
class BaseModelTest {
    @TempDir Path folder;
    private ToyHome home;
    private Path base;

    @BeforeEach
    void prepare() throws IOException {
        home = new ToyHome(folder.resolve("home"));
        home.importChat(ToyHome.writeChat(folder.resolve("chat.txt"), 300));
        base = TinyBase.write(home.folder().resolve("base/tiny"), 64);
    }

    private Invocation train(String... arguments) {
        List<String> all = new ArrayList<>(List.of("train", "--steps=4", "--sample-every=0"));
        all.addAll(Arrays.asList(arguments));
        return Invocation.of(home.inCircle(all.toArray(String[]::new)));
    }

    private void assertTrained(Invocation trained, String version, String parent) {
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(ModelCard.read(home.model(version)).parentVersion()).contains(parent);
    }

    private void assertRefused(Invocation refused, String... said) {
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
        assertThat(refused.err().replaceFirst("^Building the corpus\\.\n", ""))
                .hasLineCount(2)
                .contains(said);
        assertThat(home.run()).doesNotExist();
    }

    @Test
    void startsFromABaseModelFromAFolderAndFromVersions() throws IOException {
        assertTrained(train("--base=tiny"), "0001", "tiny");
        assertThat(home.model("0001").resolve("tokenizer.json"))
                .hasSameBinaryContentAs(base.resolve("tokenizer.json"));
        assertThat(ModelCard.read(home.model("0001")).preset()).isEqualTo("fine-tuning");
        assertTrained(train("--base", base.toString()), "0002", "tiny");
        assertTrained(train("--base=live"), "0003", "friends@0002");
        assertTrained(train("--base=friends@0001"), "0004", "friends@0001");
        Path owned = home.folder().resolve("base").resolve(ModelName.of("me/it").folder());
        Files.createDirectories(owned.getParent());
        Files.move(base, owned);
        assertTrained(train("--base=me/it"), "0005", "me/it");
        assertTrained(train("--base=friends"), "0006", "friends@0005");
        assertTrained(train("--base=base:me/it"), "0007", "me/it");
        assertThat(Invocation.withInput("/quit\n", home.inCircle("chat")).exitCode()).isZero();
    }

    /// Steps so small that they change nothing that counts: the new model is the base model.
    @Test
    void theFirstWeightsAreTheBaseModels() {
        assertTrained(train("--base=tiny", "--learning-rate=1e-30"), "0001", "tiny");
        assertThat(logits(home.model("0001"))).isEqualTo(logits(base));
        assertTrained(train("--base=tiny", "--learning-rate=1e-3"), "0002", "tiny");
        assertThat(logits(home.model("0002"))).isNotEqualTo(logits(base));
    }

    private static float[] logits(Path checkpoint) {
        try (Gpt2 model = Gpt2.load(checkpoint)) {
            return model.logits(new Batch(1, 3, new long[] {7, 8, 9}, new long[3]));
        }
    }

    @Test
    void whatCannotBeABaseIsRefused() throws IOException {
        assertRefused(train("--base=tinny"), "no model \"tinny\" here", "Did you mean tiny?");
        assertRefused(train("--base=live"), "friends has no model yet");
        assertRefused(train("--base=friends@0007"), "no model \"friends@0007\" here");
        assertRefused(train("--base=run:friends"), "not over", "start from live");
        assertRefused(train("--base=.."), "no model \"..\" here");
        assertRefused(
                train("--base=tiny", "--block=128"),
                "The block is 128 tokens; the model reads at most 64.",
                "--block 64 or less");
        Path other = TinyBase.write(folder.resolve("other"), 64);
        String config = Files.readString(other.resolve("config.json"));
        Files.writeString(other.resolve("config.json"), config.replace("\"gpt2\"", "\"gpt_neo\""));
        assertRefused(train("--base", other.toString()), "gpt_neo", "gpt2-medium");
    }

    @Test
    void anotherCirclesModelIsRefusedWhateverItIsCalled() throws IOException {
        assertTrained(train("--base=tiny"), "0001", "tiny");
        Path theirs = home.folder().resolve("models/others/0001");
        Files.createDirectories(theirs.getParent());
        Files.move(home.model("0001"), theirs);
        ModelCard card = ModelCard.read(theirs);
        String[] names = {"others", "others@0001", "circle:others", theirs.toString()};
        for (String name : names) {
            Invocation refused = train("--base", name);
            assertThat(refused.exitCode()).as(name).isEqualTo(1);
            assertThat(refused.err()).contains("another circle's", "nothing crosses");
        }
        assertThat(Invocation.of("generate", "--model=others", "--home=" + home.folder()))
                .extracting(Invocation::exitCode)
                .isEqualTo(0);

        Path copy = Files.move(theirs, folder.resolve("copy"));
        assertTrained(train("--base", copy.toString()), "0002", "copy"); // the card says friends
        new ModelCard(
                        card.formatVersion(),
                        new Circle("others"),
                        card.speakers(),
                        card.preset(),
                        card.seed(),
                        card.corpusHash(),
                        card.parentVersion(),
                        card.metrics(),
                        card.createdAt())
                .writeTo(copy);
        assertThat(train("--base", copy.toString()).err()).contains("another circle's");
    }

    @Test
    void aTokenizerOfAnotherModelIsRefused() throws IOException {
        ToyHome elsewhere = new ToyHome(folder.resolve("elsewhere"));
        elsewhere.importChat(folder.resolve("chat.txt"));
        elsewhere.train("--steps=1"); // with a vocabulary of 300
        Files.copy(
                elsewhere.model("0001").resolve("tokenizer.json"),
                base.resolve("tokenizer.json"),
                StandardCopyOption.REPLACE_EXISTING);
        assertRefused(train("--base=tiny"), "another model's: 300 tokens, where config.json says ");
    }

    @Test
    void speakersAreThoseOfTheCircle() {
        assertRefused(train("--speakers=ALCIE"), "\"ALCIE\"", "Did you mean ALICE?");
        assertRefused(
                train("--speakers=ALICE", "--text", folder.resolve("chat.txt").toString()),
                "a text has no speakers");
    }

    /// Killed before the first checkpoint: only the plan and the corpus are there.
    @Test
    void aRunThatNeverSavedIsResumedFromItsBeginning() throws IOException {
        ToyHome whole = new ToyHome(folder.resolve("whole"));
        Path chat = folder.resolve("chat.txt");
        whole.run(chat, 12);
        home.run(chat, 0);
        Path checkpoint = home.run().resolve("checkpoint-000000");
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(checkpoint);
        Invocation resumed = Invocation.of(home.inCircle("train", "--resume"));
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(home.metrics()).isNotEmpty().isEqualTo(whole.metrics());
    }

    @Test
    void aResumedRunMayGetLongerButNotDifferent() throws IOException {
        home.run(folder.resolve("chat.txt"), 4);
        Invocation different =
                Invocation.of(home.inCircle("train", "--resume", "--learning-rate=1e-4"));
        assertThat(different.exitCode()).isEqualTo(1);
        assertThat(different.err()).contains("learning-rate is 3e-3 in the interrupted run");
        Invocation longer =
                Invocation.of(
                        home.inCircle("train", "--resume", "--steps=15", "--evaluate-every=5"));
        assertThat(longer.exitCode()).as(longer.err()).isZero();
        assertThat(ModelCard.read(home.model("0001")).metrics()).containsEntry("steps", 15.0);
    }
}
