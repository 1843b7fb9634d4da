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
        Files.writeString(file(), good.replace("\"format_version\" : 1", "\"format_version\" : 2"));
        assertRefused("format_version is 2; accepted: 1 to 1", "update this one");
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
