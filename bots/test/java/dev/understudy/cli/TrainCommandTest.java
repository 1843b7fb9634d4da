package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.version.Version;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    private static final List<String> TOY =
            List.of(
                    "--vocabulary=257",
                    "--layers=1",
                    "--heads=1",
                    "--width=8",
                    "--block=16",
                    "--batch=2",
                    "--steps=4",
                    "--evaluate-every=2",
                    "--sample-every=0",
                    "--warm-up=1");

    @TempDir Path home;

    private Invocation train(String... arguments) {
        List<String> line = new ArrayList<>(List.of("train", "--circle", "friends"));
        line.addAll(TOY);
        line.addAll(List.of("--home", home.toString()));
        line.addAll(List.of(arguments));
        return Invocation.of(line.toArray(String[]::new));
    }

    private Invocation from(String base, String text) {
        String[] line = {
            "train", "--circle=friends", "--home=" + home, "--base=" + base, "--text=" + text
        };
        return Invocation.of(line);
    }

    private String text(String content) throws IOException {
        return Files.writeString(home.resolve("text.txt"), content).toString();
    }

    @Test
    void trainsOnATextAndMakesTheModelLive() throws IOException {
        Invocation outcome = train("--text", text("the cat sat on the mat. ".repeat(60)));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).startsWith("Validation loss ");
        Path live = new Models(new Home(home).model("friends")).live().orElseThrow();
        assertThat(live)
                .isDirectoryContaining("glob:**/model.safetensors")
                .isDirectoryContaining("glob:**/tokenizer.json")
                .isDirectoryContaining("glob:**/understudy.json");
        assertThat(train("--resume").err()).contains("no interrupted training");
    }

    @Test
    void aCandidateIsSilentAndTellsWhereItComesFrom() throws IOException {
        String text = text("the cat sat on the mat. ".repeat(60));
        Instant before = Instant.now().minusSeconds(5);
        Invocation outcome = train("--text", text, "--candidate");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("understudy models promote 0001 --circle friends");
        Models models = new Models(new Home(home).model("friends"));
        assertThat(models.live()).isEmpty();
        assertThat(from("friends", text).err()).contains("There is no model \"friends\"");
        ModelCard card = ModelCard.read(models.find("0001").folder());
        assertThat(card.formatVersion()).isEqualTo(2);
        ModelCard.Origin origin = card.origin().orElseThrow();
        assertThat(origin.builtAt()).isBetween(before, card.createdAt());
        assertThat(origin.software()).isNotBlank();
        assertThat(origin.from()).isEmpty();
    }

    @Test
    void whatItDoesNotKeepIsRemovedOnceTheNextIsLive() throws IOException {
        String text = text("the cat sat on the mat. ".repeat(60));
        Files.writeString(home.resolve("understudy.yml"), "models: {keep: 2}\n");
        Models models = new Models(new Home(home).model("friends"));
        for (int i = 0; i < 2; i++) {
            assertThat(train("--text", text).err()).doesNotContain("Removed");
        }
        assertThat(train("--text", text).err())
                .contains("Removed what understudy.yml does not keep (models.keep is 2")
                .contains(": 0001.\n");
        models.markStale(Set.of("0003"));
        assertThat(from("live", text).err()).contains("has seen somebody");
        models.backTo(models.find("0002").folder());
        assertThat(train("--text", text).err()).contains(": 0003.\n");
        assertThat(models.standings())
                .extracting(Version::name, Version::standing)
                .containsExactly(tuple("0002", "previous"), tuple("0004", "live"));
    }

    @Test
    void refusesInTwoLinesWhatItCannotLearnFrom() throws IOException {
        for (Invocation refused :
                List.of(
                        train(),
                        train("--resume"),
                        train("--text", home.resolve("missing.txt").toString()),
                        train("--text", text("hello")))) {
            assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
            assertThat(refused.err()).doesNotContain("defect");
            assertThat(refused.err().lines().filter(line -> !line.startsWith("Building")))
                    .as(refused.err())
                    .hasSize(2);
        }
        assertThat(new Models(new Home(home).model("friends")).live()).isEmpty();
    }
}
