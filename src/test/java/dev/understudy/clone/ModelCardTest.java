package dev.understudy.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
    @TempDir Path folder;

    private static ModelCard card() {
        return new ModelCard(
                1,
                new Circle("friends"),
                List.of(new Speaker(SpeakerName.of("Zoë"), "Zoë 🦊", 1234)),
                "demo",
                -7,
                "sha256:00ff",
                Optional.of("2026-01-02"),
                Map.of("validation_loss", 1.25, "perplexity", 3.49),
                Instant.parse("2026-01-03T04:05:06.789Z"));
    }

    @Test
    void readsBackWhatItWrote() {
        Path fresh = folder.resolve("models/friends");
        card().writeTo(fresh);
        assertThat(ModelCard.read(fresh)).isEqualTo(card());
        ModelCard first =
                new ModelCard(
                        1,
                        new Circle("a"),
                        List.of(),
                        "demo",
                        1,
                        "x",
                        Optional.empty(),
                        Map.of(),
                        Instant.EPOCH);
        first.writeTo(fresh);
        assertThat(ModelCard.read(fresh)).isEqualTo(first);
        assertThat(fresh).isDirectoryContaining(path -> path.endsWith("understudy.json"));
        assertThat(fresh.toFile().list()).hasSize(1);
    }

    @Test
    void ignoresKeysOfTheFuture() throws IOException {
        card().writeTo(folder);
        String text = Files.readString(file());
        Files.writeString(file(), text.replaceFirst("\\{", "{\"gates\": {\"copies\": [0.1]}, "));
        assertThat(ModelCard.read(folder)).isEqualTo(card());
    }

    @Test
    void writesSnakeCaseAndPlainNames() throws IOException {
        card().writeTo(folder);
        assertThat(Files.readString(file()))
                .contains(
                        "\"format_version\" : 1",
                        "\"circle\" : \"friends\"",
                        "\"name\" : \"ZOË\"",
                        "\"display_name\" : \"Zoë 🦊\"",
                        "\"created_at\" : \"2026-01-03T04:05:06.789Z\"");
    }

    @Test
    void refusesACardThatIsMissingDamagedOrTooNew() throws IOException {
        assertRefused("is missing", "understudy train");
        card().writeTo(folder);
        String good = Files.readString(file());
        for (String damaged :
                List.of(
                        "",
                        "{",
                        "[]",
                        "{}",
                        "null",
                        good.substring(0, good.length() / 2),
                        good.replace("\"friends\"", "\"No Such Circle\""),
                        good.replace("\"friends\"", "null"),
                        good.replace("\"ZOË\"", "\"zoë:\""),
                        good.replace("1234", "\"many\""),
                        good.replace("1234", "-1"),
                        good.replaceFirst("\"seed\".*\n", ""))) {
            Files.writeString(file(), damaged);
            assertRefused("is damaged", "Train the model again");
        }
        Files.writeString(file(), good.replace("\"format_version\" : 1", "\"format_version\" : 3"));
        assertRefused("format_version is 3; accepted: 1 to 2", "update this one");
    }

    @Test
    void keepsWhereAModelComesFromAndWhatWasAskedOfIt() throws IOException {
        ModelCard.Origin origin =
                new ModelCard.Origin(
                        Optional.of(Instant.parse("2025-01-01T00:00:00Z")),
                        Optional.empty(),
                        Instant.parse("2026-01-02T00:00:00Z"),
                        new TreeSet<>(Set.of(SpeakerName.of("Carmen"))),
                        "1.2");
        ModelCard judged =
                card().from(origin)
                        .judged(
                                Map.of("copies", 0.01),
                                List.of(
                                        new ModelCard.Gate("loss", 1.25, 1.5, true),
                                        new ModelCard.Gate("copies", 0.01, 0.005, false)));
        judged.writeTo(folder);
        assertThat(ModelCard.read(folder)).isEqualTo(judged);
        assertThat(judged.formatVersion()).isEqualTo(2);
        assertThat(judged.metrics()).containsKeys("validation_loss", "copies");
        assertThat(judged.seen()).extracting(SpeakerName::text).containsExactly("CARMEN", "ZOË");
        String good = Files.readString(file());
        for (String key : List.of("gates", "built_at", "software", "passed")) {
            Files.writeString(file(), good.replaceFirst("\"" + key + "\"", "\"other\""));
            assertRefused("is damaged", "Train the model again");
        }
    }

    @Test
    void readsACardOfTheFirstForm() throws IOException {
        Files.writeString(
                file(),
                """
                {
                  "format_version": 1, "circle": "friends", "preset": "demo", "seed": -7,
                  "speakers": [{"name": "ZOË", "display_name": "Zoë 🦊", "turns": 1234}],
                  "corpus_hash": "sha256:00ff", "parent_version": "2026-01-02",
                  "metrics": {"validation_loss": 1.25, "perplexity": 3.49},
                  "created_at": "2026-01-03T04:05:06.789Z"
                }
                """);
        assertThat(ModelCard.read(folder)).isEqualTo(card());
    }

    @Test
    void refusesTwoSpeakersOfOneName() {
        Speaker alice = new Speaker(SpeakerName.of("Alice"), "Alice", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new ModelCard(
                                        1,
                                        new Circle("a"),
                                        List.of(alice, alice),
                                        "demo",
                                        1,
                                        "x",
                                        Optional.empty(),
                                        Map.of(),
                                        Instant.EPOCH));
    }

    @Test
    void showsNamesAsOnePrintableLine() {
        SpeakerName bob = SpeakerName.of("bob");
        assertThat(new Speaker(bob, " B\u001B[31mob\n\u0007 ", 0).displayName())
                .isEqualTo("B [31mob");
        assertThat(new Speaker(bob, "\n", 0).displayName()).isEqualTo("BOB");
    }

    private Path file() {
        return folder.resolve("understudy.json");
    }

    private void assertRefused(String problem, String remedy) {
        assertThatThrownBy(() -> ModelCard.read(folder))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> {
                            assertThat(error.problem())
                                    .contains(file().toString(), problem)
                                    .doesNotContain("\n");
                            assertThat(error.remedy()).contains(remedy);
                        });
    }
}
