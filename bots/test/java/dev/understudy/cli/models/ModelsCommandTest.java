package dev.understudy.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.Invocation;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.version.Version;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.Home;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelsCommandTest {
    private static final Circle FRIENDS = new Circle("friends");

    @TempDir private Path folder;
    private Home home;
    private Models models;

    @BeforeEach
    void publishTwoAndKeepOne() throws IOException {
        home = new Home(folder.resolve("home"));
        models = new Models(home.model(FRIENDS.name()));
        models.publish(checkpoint(FRIENDS, 1.5, "Alice"));
        models.publish(checkpoint(FRIENDS, 1.25, "Alice", "Bob"));
        models.keep(checkpoint(FRIENDS, 1.75, "Bob"));
    }

    /// A model that has learned nothing.
    private Path checkpoint(Circle circle, double loss, String... names) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("new"));
        try (Gpt2 model = Gpt2.random(new Gpt2Config(257, 64, 8, 1, 1, 256), 1)) {
            model.save(checkpoint);
        }
        try (Tokenizer bytes =
                Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS))) {
            bytes.saveTo(checkpoint);
        }
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        circle,
                        Arrays.stream(names)
                                .map(name -> new Speaker(SpeakerName.of(name), name, 30))
                                .toList(),
                        "test",
                        1,
                        "00ff",
                        Optional.of("gpt2"),
                        Map.of("validation_loss", loss),
                        Instant.parse("2026-01-02T03:04:05Z"))
                .from(
                        new ModelCard.Origin(
                                Optional.of(Instant.parse("2025-01-01T00:00:00Z")),
                                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                                Instant.parse("2026-01-02T00:00:00Z"),
                                new TreeSet<>(Set.of(SpeakerName.of("Carmen"))),
                                "0.1"))
                .judged(Map.of(), List.of(new ModelCard.Gate("loss", loss, 1.6, loss < 1.6)))
                .writeTo(checkpoint);
        return checkpoint;
    }

    private Invocation models(String... words) {
        List<String> all = new ArrayList<>(List.of("models"));
        all.addAll(Arrays.asList(words));
        all.addAll(List.of("--circle", "friends", "--home", home.folder().toString()));
        return Invocation.of(all.toArray(String[]::new));
    }

    private String done(String... words) {
        Invocation outcome = models(words);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome.out();
    }

    private void assertRefused(String problem, String... words) {
        String before = standings();
        Invocation outcome = models(words);
        assertThat(outcome.err()).contains(problem).hasLineCount(2);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(standings()).isEqualTo(before);
    }

    private String standings() {
        return String.join(
                "; ",
                models.standings().stream().map(one -> one.name() + " " + one.standing()).toList());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void listsEveryVersionWithWhatItMayDo() throws IOException {
        Files.writeString(models.find("0003").folder().resolve("understudy.json"), "{}");
        assertThat(done("list"))
                .containsPattern("0001 +previous +2026-01-02 +gpt2 +1 +1.5000 +2026-01-01")
                .containsPattern("0002 +live +2026-01-02 +gpt2 +2 +1.2500 +2026-01-01")
                .containsPattern("0003 +candidate +.*understudy.json.* is damaged");
        JsonNode list = json(done("list", "--json"));
        assertThat(list).hasSize(3);
        assertThat(list.get(1).path("state").asString()).isEqualTo("live");
        assertThat(list.get(1).path("card").path("circle").asString()).isEqualTo("friends");
        assertThat(list.get(1).path("card").path("gates").get(0).path("limit").asDouble())
                .isEqualTo(1.6);
        assertThat(list.get(2).path("trouble").asString()).contains("is damaged");
        assertThat(list.get(2).path("card").isNull()).isTrue();
    }

    @Test
    void showsTheLiveOneOrAnyOther() {
        assertThat(done("show"))
                .contains("friends@0002: live\n")
                .containsPattern("BOB +30 turns")
                .containsPattern("CARMEN +yes")
                .containsPattern("first message +2025-01-01T00:00:00Z")
                .containsPattern("loss +1.2500, limit 1.6000: passed");
        assertThat(done("show", "0003"))
                .contains("friends@0003: candidate\n", "1.7500, limit 1.6000: failed");
        assertThat(done("show", "friends@0001")).contains("friends@0001: previous\n");
        JsonNode shown = json(done("show", "--json"));
        assertThat(shown.path("model").path("version").asString()).isEqualTo("0002");
        assertRefused("There is no version \"0009\".", "show", "0009");
    }

    @Test
    void tellsWhereTwoVersionsDiffer() {
        assertThat(done("diff"))
                .isEqualTo(
                        """
                        friends@0001 -> friends@0002

                        people
                          BOB                      - -> 30 turns

                        metrics
                          validation_loss          1.5000 -> 1.2500

                        gates
                          loss                     1.5000, limit 1.6000: passed -> 1.2500, limit \
                        1.6000: passed
                        """);
        assertThat(done("diff", "0002", "0002")).contains("Nothing that is known");
        JsonNode differences = json(done("diff", "0002", "0003", "--json")).path("differences");
        assertThat(differences.get(0).path("name").asString()).isEqualTo("ALICE");
        assertThat(differences.get(0).path("before").asString()).isEqualTo("30 turns");
        assertThat(differences.get(0).path("after").isNull()).isTrue();
    }

    @Test
    void promotesAndRollsBack() {
        assertThat(done("promote", "0003", "--dry-run")).contains("nothing was changed");
        assertThat(standings()).isEqualTo("0001 previous; 0002 live; 0003 candidate");
        assertThat(done("promote", "0003")).isEqualTo("friends@0003 is live.\n");
        assertThat(standings()).isEqualTo("0001 retired; 0002 previous; 0003 live");
        assertThat(done("rollback", "--dry-run")).contains("friends@0002 would be live again");
        assertThat(done("rollback")).isEqualTo("friends@0002 is live again.\n");
        assertThat(done("rollback")).isEqualTo("friends@0001 is live again.\n");
        assertRefused("The circle friends has no previous version.", "rollback");
        assertThat(done("rollback", "0003")).contains("friends@0003 is live again.");
        assertThat(standings()).isEqualTo("0001 previous; 0002 retired; 0003 live");
    }

    @Test
    void aVersionThatFailedOrIsStaleOrDamagedIsNotMadeLive() throws IOException {
        Version third = models.find("0003");
        Files.writeString(third.folder().resolve("model.safetensors"), "no weights");
        assertRefused("model.safetensors", "promote", "0003");
        models.reject(third.folder());
        assertRefused("0003 was rejected", "promote", "0003");
        models.markStale(Set.of("0001"));
        assertRefused("0001 has seen somebody who was forgotten", "promote", "0001");
        assertRefused("0001 has seen somebody who was forgotten", "rollback", "0001");
        assertRefused("has no previous version", "rollback");
        models.keep(checkpoint(new Circle("strangers"), 1, "Zed"));
        assertRefused("is another circle's model", "promote", "0004");
    }

    @Test
    void removesAllThatWasNamedOrNothing() {
        assertRefused("friends@0002 is live", "remove", "0001", "0002");
        assertRefused("There is no version \"0009\"", "remove", "0001", "0009");
        assertThat(done("remove", "0001", "--dry-run")).contains("nothing was changed");
        assertThat(done("remove", "0001", "0003", "0003"))
                .isEqualTo("friends@0001 is deleted.\nfriends@0003 is deleted.\n");
        assertThat(standings()).isEqualTo("0002 live");
    }

    @Test
    void saysSoWhereThereIsNoModelOrNoCircle() {
        Invocation none =
                Invocation.of(
                        "models", "list", "--circle=chess", "--home=" + home.folder().toString());
        assertThat(none.err())
                .isEqualTo(
                        """
                        The circle chess has no model yet.
                        Train one: understudy train --circle chess
                        """);
        assertThat(Invocation.of("models", "list", "--home=" + home.folder().toString()).err())
                .contains("Missing required option: '--circle=<name>'")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "diff", "promote", "rollback", "remove"})
    void explainsEachWithAnExample(String command) {
        Invocation help = Invocation.of("models", command, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("\nExample:\n  understudy models " + command);
    }
}
