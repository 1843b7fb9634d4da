package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.clone.ModelCard;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
    @TempDir static Path folder;
    private static ToyHome home;

    @BeforeAll
    static void train() throws IOException {
        home = new ToyHome(folder.resolve("home"));
        home.importChat(ToyHome.writeChat(folder.resolve("chat.txt"), 400));
        home.train("--steps=40");
    }

    private static JsonNode json(String... arguments) {
        Invocation measured = Invocation.of(arguments);
        assertThat(measured.exitCode()).as(measured.err()).isZero();
        assertThat(measured.out()).hasLineCount(1);
        return JsonMapper.shared().readTree(measured.out());
    }

    @Test
    void measuresTheLiveModelOnItsValidationText() {
        JsonNode measured = json(home.inCircle("evaluate", "--json"));
        assertThat(measured.get("model").asString()).isEqualTo("friends@0001");
        assertThat(json(home.inCircle("evaluate", "--json", "--model=live"))).isEqualTo(measured);
        double trained =
                Objects.requireNonNull(
                        ModelCard.read(home.model("0001")).metrics().get("validation_loss"));
        // The training measures whole blocks; here the last one, which is shorter, counts too.
        assertThat(measured.get("loss").asDouble()).isCloseTo(trained, within(0.02));
        assertThat(measured.get("perplexity").asDouble())
                .isCloseTo(Math.exp(measured.get("loss").asDouble()), within(1e-9));
        assertThat(measured.get("speakers").propertyNames())
                .containsExactly("ALICE", "BOB", "CARMEN");
        double nats = measured.get("loss").asDouble() * measured.get("tokens").asLong();
        assertThat(measured.get("loss_per_byte").asDouble() * measured.get("bytes").asLong())
                .isCloseTo(nats, within(1e-6));
        assertThat(measured.get("characters").asLong()).isEqualTo(measured.get("bytes").asLong());
    }

    @Test
    void printsATableOfEveryoneInATranscript() throws IOException {
        Path transcript =
                Files.writeString(
                        folder.resolve("talk.txt"), "Bob:\ntea?\n\nZoë:\nmaybe 🐈\n\n".repeat(9));
        Invocation measured =
                Invocation.of(home.inCircle("evaluate", "--transcript", transcript.toString()));
        assertThat(measured.exitCode()).as(measured.err()).isZero();
        List<String> lines = measured.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst().strip().split(" {2,}", -1))
                .containsExactly("tokens", "loss", "perplexity", "a character", "a byte");
        assertThat(lines)
                .extracting(line -> line.replaceFirst(" .*", ""))
                .containsExactly("", "everything", "BOB", "ZOË");
        assertThat(lines).extracting(String::length).containsOnly(lines.getFirst().length());
    }

    @Test
    void measuresAFolderOnATextWithoutACircle() throws IOException {
        Path text = Files.writeString(folder.resolve("poem.txt"), "tea and cats \n".repeat(20));
        JsonNode measured =
                json(
                        "evaluate",
                        "--json",
                        "--model=" + home.model("0001"),
                        "--text=" + text,
                        "--home=" + folder.resolve("elsewhere"));
        assertThat(measured.get("speakers").isEmpty()).isTrue();
        assertThat(measured.get("tokens").asInt()).isLessThan(280).isGreaterThan(20);
        assertThat(measured.get("window").asInt()).isEqualTo(16);
    }

    @Test
    void saysWhenTheTextMayHaveBeenTrainedOn() throws IOException {
        ToyHome other = home.copyTo(folder.resolve("other"));
        Path chat = ToyHome.writeChat(folder.resolve("longer.txt"), 500);
        Files.writeString(chat, Files.readString(chat).replace("tea", "ale"));
        other.importChat(chat);
        other.train("--steps=20");
        Invocation old =
                Invocation.of(
                        other.inCircle("evaluate", "--model=" + other.model("0001"), "--json"));
        assertThat(old.err()).contains("of another corpus");
        assertThat(Invocation.of(other.inCircle("evaluate")).err())
                .doesNotContain("another corpus");
    }

    @Test
    void refusesInTwoLinesWhatItCannotMeasure() throws IOException {
        String nothing = Files.writeString(folder.resolve("empty.txt"), "").toString();
        String prose = Files.writeString(folder.resolve("prose.txt"), "no speaker").toString();
        String elsewhere = "--home=" + folder.resolve("nowhere");
        for (String[] arguments :
                List.of(
                        home.inCircle("evaluate", "--text", nothing),
                        home.inCircle("evaluate", "--transcript", prose),
                        home.inCircle("evaluate", "--text", folder.resolve("no.txt").toString()),
                        home.inCircle("evaluate", "--model", folder.toString()),
                        new String[] {"evaluate", "--circle=strangers", elsewhere})) {
            Invocation refused = Invocation.of(arguments);
            assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
            assertThat(refused.err()).hasLineCount(2).doesNotContain("defect", "no speaker");
        }
        for (String[] arguments :
                List.of(
                        new String[] {"evaluate", elsewhere},
                        new String[] {"evaluate", "--model=x", elsewhere},
                        home.inCircle("evaluate", "--out", prose),
                        home.inCircle("evaluate", "--likeness", "--text", prose),
                        new String[] {"evaluate", "--likeness", "--model=x", elsewhere},
                        home.inCircle("evaluate", "--text", prose, "--transcript", prose))) {
            Invocation misused = Invocation.of(arguments);
            assertThat(misused.exitCode()).as(misused.err()).isEqualTo(2);
            assertThat(misused.err()).hasLineCount(2);
        }
        assertThat(new Home(folder.resolve("nowhere")).model("strangers")).doesNotExist();
    }

    @Test
    void measuresHowLikeTheirFriendsTheClonesAre() throws IOException {
        ToyHome liked = home.copyTo(folder.resolve("liked"));
        Files.writeString(
                liked.folder().resolve(ConfigurationFile.NAME), "gates: {repetition: 12.5%}\n");
        Invocation measured = Invocation.of(liked.inCircle("evaluate", "--likeness"));
        assertThat(measured.exitCode()).as(measured.err()).isZero();
        assertThat(measured.out())
                .startsWith("How friends@0001 is like its friends")
                .contains("\neveryone ", "\nALICE ", "\nBOB ", "\nCARMEN ", "no base model");
        Path page = liked.model("0001").resolve("likeness.html");
        assertThat(measured.err()).contains("The report is " + page + ".");
        assertThat(page).content().contains("How like its friends is friends@0001?");
        String numbers = Files.readString(liked.model("0001").resolve("likeness.json"));
        Path elsewhere = folder.resolve("new/report");
        JsonNode line =
                json(liked.inCircle("evaluate", "--likeness", "--json", "--out=" + elsewhere));
        assertThat(JsonMapper.shared().readTree(numbers)).isEqualTo(line);
        assertThat(elsewhere.resolve("likeness.json")).hasContent(numbers);
        assertThat(numbers).doesNotContain("kettle", "friday");
        assertThat(page).content().contains("at most 12.5 % was allowed");
    }

    @Test
    void comparesWithTheBaseModelAndKeepsNamesOutOfItsFolder() throws IOException {
        ToyHome based = home.copyTo(folder.resolve("based"));
        Path base = TinyBase.write(based.folder().resolve("base/tiny"), 32);
        ModelCard card = ModelCard.read(based.model("0001"));
        new ModelCard(
                        card.formatVersion(),
                        card.circle(),
                        card.speakers(),
                        card.preset(),
                        card.seed(),
                        card.corpusHash(),
                        Optional.of("tiny"),
                        card.metrics(),
                        card.createdAt(),
                        card.origin(),
                        card.gates())
                .writeTo(based.model("0001"));
        JsonNode measured = json(based.inCircle("evaluate", "--likeness", "--json"));
        assertThat(measured.get("base").asString()).isEqualTo("tiny");
        assertThat(measured.get("attribution").get("base").get("friends").size()).isEqualTo(3);
        Invocation refused =
                Invocation.of(based.inCircle("evaluate", "--likeness", "--model=tiny"));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("--out").hasLineCount(2);
        assertThat(base).isDirectoryNotContaining("glob:**/likeness.*");
    }

    @Test
    void aTrainingLeavesItsReportBesideItsModel() throws IOException {
        assertThat(home.model("0001"))
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/loss.png")
                .isDirectoryContaining("glob:**/metrics.jsonl")
                .isDirectoryContaining("glob:**/run.json");
        assertThat(home.model("0001").resolve("report.html"))
                .content()
                .contains("ALICE", "data-running=\"false\"");
        Invocation again =
                Invocation.of(home.copyTo(folder.resolve("again")).training("--steps=3"));
        assertThat(again.err())
                .containsOnlyOnce("The report is ")
                .contains(folder.resolve("again") + "/runs/friends/report.html");
    }
}
