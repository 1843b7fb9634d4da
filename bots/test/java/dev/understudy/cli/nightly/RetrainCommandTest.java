package dev.understudy.cli.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cast.Cast;
import dev.understudy.cast.ChatGenerator;
import dev.understudy.cast.Post;
import dev.understudy.cast.TelegramExport;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Nights of five invented friends, whose toy of a model learns in seconds and passes every gate
/// that is not about floods.
class RetrainCommandTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);
    private static final int DAYS = 20;
    private static final ChatGenerator CHAT = new ChatGenerator(Cast.five(), 7, FIRST);

    @TempDir private Path folder;
    private Home home;
    private Models models;

    @BeforeEach
    void train() throws IOException {
        home = new Home(folder.resolve("home"));
        models = new Models(home.model("friends"));
        Files.createDirectories(folder.resolve("home/exports"));
        Files.writeString(
                home.folder().resolve(ConfigurationFile.NAME),
                """
                nightly:
                  watch: {friends: exports}
                  new-messages: 20
                  learning-rate: 1e-4
                gates: {empty: 100%, repetition: 100%, copies: 100%, canaries: 100%, over-chance: 1,
                    attribution-margin: 100%, loss-margin: 50%, friend-loss-margin: 50%}
                """);
        Path history = folder.resolve("history.json");
        TelegramExport.write(history, "Friends", days(0, DAYS));
        done("import", history.toString());
        done(
                "train",
                "--layers=1",
                "--heads=2",
                "--width=32",
                "--block=32",
                "--batch=8",
                "--vocabulary=400",
                "--steps=60",
                "--validation-share=10%");
    }

    private static Stream<Post> days(int from, int to) {
        return FIRST.plusDays(from)
                .datesUntil(FIRST.plusDays(to))
                .flatMap(day -> CHAT.postsOn(day).stream());
    }

    private Invocation done(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--circle", "friends", "--home", home.folder().toString()));
        Invocation done = Invocation.of(all.toArray(String[]::new));
        assertThat(done.exitCode()).as(done.err()).isZero();
        return done;
    }

    private JsonNode retrained(String... options) {
        List<String> all = new ArrayList<>(List.of("retrain", "--json"));
        all.addAll(Arrays.asList(options));
        return JsonMapper.shared().readTree(done(all.toArray(String[]::new)).out());
    }

    private void exports(int day, Stream<Post> posts) {
        TelegramExport.write(
                home.folder().resolve("exports/day%d.json".formatted(day)), "Friends", posts);
    }

    private Optional<String> live() {
        return models.live().map(version -> "" + version.getFileName());
    }

    private String learnt() {
        Corpus corpus = Corpus.open(TrainingRun.corpusFolder(home.run("friends")));
        return String.join("\n", new CorpusText(corpus).documents(Part.TRAIN));
    }

    @Test
    void aNightLearnsWhatIsNewAndTheNextOneHasNothingToDo() {
        assertThat(done("retrain", "--dry-run").out())
                .contains(
                        "New messages: 0.",
                        "Goes on from friends@0001",
                        "Nothing was learnt: 0 new messages, 20 needed.");
        exports(DAYS, days(DAYS, DAYS + 1));
        JsonNode night = retrained();
        assertThat(night.path("outcome").asString()).as(night.toString()).isEqualTo("promoted");
        assertThat(night.path("version").asString()).isEqualTo("0002");
        assertThat(live()).contains("0002");
        ModelCard card = ModelCard.read(models.live().orElseThrow());
        assertThat(card.preset()).isEqualTo("nightly");
        assertThat(card.parentVersion()).contains("friends@0001");
        assertThat(card.speakers()).hasSize(5);
        assertThat(card.gates())
                .extracting(ModelCard.Gate::name)
                .contains("loss", "loss ALICE", "copies", "canaries", "attribution", "flood");
        assertThat(learnt()).contains("The heron of ");
        assertThat(models.live().orElseThrow().resolve("likeness.html")).isRegularFile();
        JsonNode next = retrained();
        assertThat(next.path("outcome").asString()).isEqualTo("skipped");
        assertThat(next.path("told").asString()).contains("0 new messages, 20 needed");
        assertThat(models.versions()).hasSize(2);
    }

    @Test
    void aFloodIsRejectedAndHeldBackAndTheNextNightLearnsWithoutIt() {
        exports(DAYS, Stream.concat(days(DAYS, DAYS + 1), spam(DAYS)));
        JsonNode flooded = retrained();
        assertThat(flooded.path("outcome").asString()).isEqualTo("rejected");
        assertThat(flooded.path("told").asString()).contains("friends@0001 stays", "flood is");
        assertThat(live()).contains("0001");
        assertThat(learnt()).contains("discount");
        exports(DAYS + 1, days(DAYS + 1, DAYS + 2));
        assertThat(retrained().path("outcome").asString()).isEqualTo("promoted");
        assertThat(live()).contains("0003");
        assertThat(learnt()).doesNotContain("discount");
        assertThat(done("jobs").out()).contains("held back of friends", "again and again");
    }

    /// What somebody's stolen account sends.
    private static Stream<Post> spam(int day) {
        List<Post> own = CHAT.postsOn(FIRST.plusDays(day));
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
        exports(DAYS, days(DAYS, DAYS + 1));
        exports(DAYS + 1, days(DAYS + 1, DAYS + 2));
        Path cut = home.folder().resolve("exports/day%d.json".formatted(DAYS + 1));
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        JsonNode night = retrained();
        assertThat(night.path("outcome").asString()).as(night.toString()).isEqualTo("promoted");
        assertThat(live()).contains("0002");
    }

    @Test
    void whoIsForgottenIsInNoVersionAfterTheNextNight() {
        exports(DAYS, days(DAYS, DAYS + 1));
        assertThat(retrained().path("outcome").asString()).isEqualTo("promoted");
        done("people", "forget", "Edie", "--yes");
        JsonNode night = retrained();
        assertThat(night.path("outcome").asString()).as(night.toString()).isEqualTo("promoted");
        ModelCard card = ModelCard.read(models.live().orElseThrow());
        assertThat(card.seen()).doesNotContain(new SpeakerName("EDIE")).hasSize(4);
        assertThat(card.parentVersion()).isEmpty();
        assertThat(card.preset()).isEqualTo("from-scratch");
        assertThat(models.standings())
                .extracting(Version::state)
                .containsExactly(State.LIVE);
    }

    @Test
    void aNightThatWasInterruptedIsGoneOnWith() throws IOException {
        exports(DAYS, days(DAYS, DAYS + 1));
        assertThat(retrained().path("outcome").asString()).isEqualTo("promoted");
        Path run = home.run("friends");
        assertThat(TrainingRun.isInterrupted(run)).isFalse();
        Path second = models.live().orElseThrow();
        Files.delete(second.resolveSibling("registry.json"));
        Files.writeString(
                second.resolveSibling("registry.json"), "{\"promoted\": [\"0001\"], \"last\": 2}");
        assertThat(live()).contains("0001");
        JsonNode again = retrained("--resume", "--job", job(second));
        assertThat(again.path("outcome").asString()).isEqualTo("promoted");
        assertThat(again.path("version").asString()).isEqualTo("0002");
        assertThat(live()).contains("0002");
    }

    private static String job(Path version) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(version.resolve("night.json")))
                .path("job")
                .asString();
    }
}
