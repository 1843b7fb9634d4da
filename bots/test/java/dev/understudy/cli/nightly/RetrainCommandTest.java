package dev.understudy.cli.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cast.Post;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.Invocation;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.version.State;
import dev.understudy.clone.version.Version;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusText;
import dev.understudy.corpus.split.Part;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RetrainCommandTest {
    @TempDir private static Path shared;
    private static ToyNights trained;

    @TempDir private Path folder;
    private ToyNights nights;
    private Models models;

    @BeforeAll
    static void train() throws IOException {
        trained = new ToyNights(new Home(shared.resolve("home")));
        trained.open("");
        trained.train();
    }

    @BeforeEach
    void copy() throws IOException {
        nights = trained.copyTo(folder.resolve("home"));
        models = nights.models();
    }

    private JsonNode retrained(String... options) {
        List<String> all = new ArrayList<>(List.of("retrain", "--json"));
        all.addAll(Arrays.asList(options));
        return JsonMapper.shared().readTree(nights.done(all.toArray(String[]::new)).out());
    }

    /// All that the last corpus holds.
    private String corpus() {
        Corpus corpus = Corpus.open(TrainingRun.corpusFolder(nights.home().run("friends")));
        CorpusText text = new CorpusText(corpus);
        return text.documents(Part.TRAIN) + "\n" + text.documents(Part.VALIDATION);
    }

    @Test
    void aNightLearnsWhatIsNewAndTheNextOneHasNothingToDo() {
        assertThat(nights.done("retrain", "--dry-run").out())
                .contains(
                        "New messages: 0.",
                        "Goes on from friends@0001",
                        "Nothing was learnt: 0 new messages, 20 needed.");
        nights.exports(ToyNights.DAYS, ToyNights.days(ToyNights.DAYS, ToyNights.DAYS + 1));
        JsonNode night = retrained();
        assertThat(night.path("outcome").asString()).as(night.toString()).isEqualTo("promoted");
        assertThat(night.path("version").asString()).isEqualTo("0002");
        assertThat(nights.live()).contains("0002");
        ModelCard card = ModelCard.read(models.live().orElseThrow());
        assertThat(card.preset()).isEqualTo("nightly");
        assertThat(card.parentVersion()).contains("friends@0001");
        assertThat(card.speakers()).hasSize(5);
        assertThat(card.gates())
                .extracting(ModelCard.Gate::name)
                .contains("loss", "loss ALICE", "copies", "canaries", "attribution", "flood");
        assertThat(corpus()).contains("The heron of ");
        assertThat(models.live().orElseThrow().resolve("likeness.html")).isRegularFile();
        JsonNode next = retrained();
        assertThat(next.path("outcome").asString()).isEqualTo("skipped");
        assertThat(next.path("told").asString()).contains("0 new messages, 20 needed");
        assertThat(models.versions()).hasSize(2);
    }

    @Test
    void aCircleWithoutMessagesIsNamed() {
        for (String option : List.of("--anyway", "--dry-run")) {
            Invocation unknown =
                    Invocation.of(
                            "retrain",
                            option,
                            "--circle=frends",
                            "--home=" + nights.home().folder());
            assertThat(unknown.exitCode()).isEqualTo(1);
            assertThat(unknown.err())
                    .startsWith("The circle frends has no messages yet.")
                    .hasLineCount(2);
        }
        assertThat(nights.done("jobs").out()).startsWith("No training was asked for yet");
    }

    @Test
    void aNightThatDivergesGoesAndTheNextOneBeginsAnother() throws IOException {
        nights.exports(ToyNights.DAYS, ToyNights.days(ToyNights.DAYS, ToyNights.DAYS + 1));
        Path settings = nights.home().folder().resolve(ConfigurationFile.NAME);
        Files.writeString(
                settings, Files.readString(settings).replaceFirst("learning-rate: .*", ""));
        Path recipe = models.live().orElseThrow().resolve("run.json");
        String steady = Files.readString(recipe);
        Files.writeString(
                recipe,
                steady.replaceFirst("(\"learning-rate\" *: *)\"?[0-9.e-]+\"?", "$1\"1e30\""));
        Invocation diverged = Invocation.of(nights.inCircle("retrain"));
        assertThat(diverged.exitCode()).isEqualTo(1);
        assertThat(diverged.err()).contains("training diverged", "nightly: {learning-rate");
        assertThat(nights.live()).contains("0001");
        Files.writeString(recipe, steady);
        assertThat(retrained().path("outcome").asString()).isEqualTo("promoted");
    }

    @Test
    void aFloodIsRejectedAndHeldBackAndTheNextNightLearnsWithoutIt() {
        nights.exports(
                ToyNights.DAYS,
                Stream.concat(
                        ToyNights.days(ToyNights.DAYS, ToyNights.DAYS + 1), spam(ToyNights.DAYS)));
        JsonNode flooded = retrained();
        assertThat(flooded.path("outcome").asString()).isEqualTo("rejected");
        assertThat(flooded.path("told").asString()).contains("friends@0001 stays", "flood is");
        assertThat(nights.live()).contains("0001");
        assertThat(corpus()).contains("discount");
        nights.exports(ToyNights.DAYS + 1, ToyNights.days(ToyNights.DAYS + 1, ToyNights.DAYS + 2));
        assertThat(retrained().path("outcome").asString()).isEqualTo("promoted");
        assertThat(nights.live()).contains("0003");
        assertThat(corpus()).doesNotContain("discount");
        assertThat(nights.done("jobs").out()).contains("held back of friends", "again and again");
    }

    /// What somebody's stolen account sends.
    private static Stream<Post> spam(int day) {
        List<Post> own = ToyNights.days(day, day + 1).toList();
        Post like = own.getLast();
        String[] goods = {"watches", "coins", "phones", "tickets", "loans", "shoes"};
        return Stream.iterate(1, i -> i + 1)
                .limit(150)
                .map(
                        i ->
                                new Post(
                                        like.id() + i,
                                        like.sentAt().plusSeconds(5L * i),
                                        like.by(),
                                        new Post.Text(
                                                "huge discount on %s today only, write to me"
                                                        .formatted(goods[i % goods.length])),
                                        Optional.empty(),
                                        Optional.empty()));
    }

    @Test
    void aDamagedExportCostsNoNight() throws IOException {
        nights.exports(ToyNights.DAYS, ToyNights.days(ToyNights.DAYS, ToyNights.DAYS + 1));
        Path cut =
                nights.exports(
                        ToyNights.DAYS + 1, ToyNights.days(ToyNights.DAYS + 1, ToyNights.DAYS + 2));
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        JsonNode night = retrained();
        assertThat(night.path("outcome").asString()).as(night.toString()).isEqualTo("promoted");
        assertThat(nights.live()).contains("0002");
    }

    @Test
    void whoIsForgottenIsInNoVersionAfterTheNextNight() {
        nights.exports(ToyNights.DAYS, ToyNights.days(ToyNights.DAYS, ToyNights.DAYS + 1));
        assertThat(retrained().path("outcome").asString()).isEqualTo("promoted");
        nights.done("train", "--base=live", "--steps=3", "--batch=8", "--learning-rate=1e-5");
        nights.done("people", "forget", "Edie", "--yes");
        JsonNode night = retrained();
        assertThat(night.path("outcome").asString()).as(night.toString()).isEqualTo("promoted");
        ModelCard card = ModelCard.read(models.live().orElseThrow());
        assertThat(card.seen()).doesNotContain(new SpeakerName("EDIE")).hasSize(4);
        assertThat(card.parentVersion()).isEmpty();
        assertThat(card.preset()).isEqualTo("from-scratch");
        assertThat(models.standings()).extracting(Version::state).containsExactly(State.LIVE);
    }

    @Test
    void forgettingOutranksTheGates() throws IOException {
        nights.done("people", "forget", "Edie", "--yes");
        Path settings = nights.home().folder().resolve(ConfigurationFile.NAME);
        Files.writeString(
                settings, Files.readString(settings).replace("over-chance: 0", "over-chance: 50"));
        JsonNode night = retrained();
        assertThat(night.path("outcome").asString()).as(night.toString()).isEqualTo("promoted");
        assertThat(night.path("told").asString())
                .contains(
                        "because the one before had seen somebody who was forgotten",
                        "attribution is ");
        assertThat(ModelCard.read(models.live().orElseThrow()).seen())
                .doesNotContain(new SpeakerName("EDIE"));
    }

    @Test
    void whatAnOperatorTookBackIsNotLearntAgainByItself() {
        nights.exports(ToyNights.DAYS, ToyNights.days(ToyNights.DAYS, ToyNights.DAYS + 1));
        assertThat(retrained().path("outcome").asString()).isEqualTo("promoted");
        nights.done("models", "rollback");
        assertThat(nights.live()).contains("0001");
        assertThat(retrained().path("outcome").asString()).isEqualTo("skipped");
        assertThat(nights.done("jobs").out()).contains("an operator went back behind 0002");
        assertThat(retrained("--held-back").path("version").asString()).isEqualTo("0003");
    }

    @Test
    void aLiveVersionThatWasEditedIsNotLearntFrom() throws IOException {
        nights.exports(ToyNights.DAYS, ToyNights.days(ToyNights.DAYS, ToyNights.DAYS + 1));
        Files.writeString(
                models.live().orElseThrow().resolve("config.json"),
                "\n",
                StandardOpenOption.APPEND);
        Invocation refused = Invocation.of(nights.inCircle("retrain"));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("config.json has ", "somebody edited it");
        assertThat(models.versions()).hasSize(1);
    }

    @Test
    void aTrainingThatSomebodyStoppedByHandIsEndedAndJudged() throws IOException {
        Path run = nights.home().run("friends");
        Files.copy(models.live().orElseThrow().resolve("run.json"), run.resolve("run.json"));
        Files.deleteIfExists(TrainingRun.notes(run)); // there were none before there were nights
        assertThat(TrainingRun.isInterrupted(run)).isTrue();
        JsonNode night = retrained("--resume");
        assertThat(night.path("outcome").asString()).as(night.toString()).isEqualTo("promoted");
        assertThat(night.path("version").asString()).isEqualTo("0002");
    }

    @Test
    void aNightThatWasInterruptedIsGoneOnWith() throws IOException {
        nights.exports(ToyNights.DAYS, ToyNights.days(ToyNights.DAYS, ToyNights.DAYS + 1));
        assertThat(retrained().path("outcome").asString()).isEqualTo("promoted");
        Path run = nights.home().run("friends");
        assertThat(TrainingRun.isInterrupted(run)).isFalse();
        Path second = models.live().orElseThrow();
        Files.delete(second.resolveSibling("registry.json"));
        Files.writeString(
                second.resolveSibling("registry.json"), "{\"promoted\": [\"0001\"], \"last\": 2}");
        assertThat(nights.live()).contains("0001");
        JsonNode again = retrained("--resume", "--job", job(second));
        assertThat(again.path("outcome").asString()).isEqualTo("promoted");
        assertThat(again.path("version").asString()).isEqualTo("0002");
        assertThat(nights.live()).contains("0002");
    }

    private static String job(Path version) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(version.resolve("night.json")))
                .path("job")
                .asString();
    }
}
