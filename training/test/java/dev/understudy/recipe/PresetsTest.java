package dev.understudy.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("understudy.root")).resolve("config/presets");

    @TempDir Path folder;

    static Stream<String> names() {
        return Presets.NAMES.stream();
    }

    @Test
    void theProgramCarriesThoseOfTheFolder() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Presets.NAMES.stream().map(name -> name + ".yml").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachListsOnlyWhatDiffersFromTheDefaults(String name) {
        Layer preset = Presets.load(name);
        assertThat(preset).isEqualTo(Presets.load(SHIPPED.resolve(name + ".yml").toString()));
        boolean scratch = Recipe.of(name, preset).fromScratch();
        preset.values()
                .forEach(
                        (key, value) -> {
                            if (!key.equals(Keys.BASE)) {
                                assertThat(key.standard(scratch).orElse(""))
                                        .as(key.name())
                                        .isNotEqualTo(value);
                            }
                        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachCanBePlannedForTheModelItNames(String name) {
        Recipe recipe = Recipe.of(name, Presets.load(name));
        int[] shape =
                switch (recipe.get(Keys.BASE)) {
                    case "distilgpt2" -> new int[] {768, 6, 12};
                    case "gpt2" -> new int[] {768, 12, 12};
                    case "gpt2-medium" -> new int[] {1024, 24, 16};
                    case "gpt2-large" -> new int[] {1280, 36, 20};
                    case String _ ->
                            new int[] {
                                recipe.count(Keys.WIDTH),
                                recipe.count(Keys.LAYERS),
                                recipe.count(Keys.HEADS)
                            };
                };
        Gpt2Config model = new Gpt2Config(50_257, 1024, shape[0], shape[1], shape[2], 50_256);
        TrainingSettings settings =
                new TrainingPlan(recipe, Optional.empty(), model, 1000).training();
        assertThat(settings.steps()).isPositive();
        assertThat(settings.batch().tokens()).isBetween(360, 32_768);
        assertThat(settings.rhythm().evaluateEvery()).isLessThanOrEqualTo(settings.steps());
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachShowsItsArithmetic(String name) throws IOException {
        assertThat(Files.readAllLines(SHIPPED.resolve(name + ".yml")))
                .anyMatch(line -> line.matches("#.* = [\\d,]+ (tokens|bytes) a step.*"))
                .anyMatch(line -> line.matches("#.* = [\\d.,]+ (steps an epoch|epochs).*"))
                .anyMatch(line -> line.startsWith("#   understudy train"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    epochs: 5\\nlerning-rate: 1 | my.yml:2: There is no setting "lerning-rate".
                    # note\\n\\nepochs: many     | my.yml:3: epochs is many; accepted: a number
                    epochs: [                  | my.yml:
                    epochs                     | my.yml:1: this is no setting.
                    epochs:                    | my.yml:1: epochs is empty
                    epochs:\\n  of: 5           | my.yml:1: this is no setting.
                    epochs: 5\\nepochs: 6       | my.yml:2
                    """)
    void whatIsWrongIsToldWithItsLine(String text, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("my.yml"), text.replace("\\n", "\n"));
        assertThatThrownBy(() -> Presets.load(file.toString()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(said);
    }

    @Test
    void aFileMayNameSeveralSpeakers() throws IOException {
        Path file = Files.writeString(folder.resolve("ours.yml"), "speakers: [ALICE, BOB]\n");
        Recipe recipe = Recipe.of("ours", Presets.load(file.toString()));
        assertThat(recipe.get(Keys.SPEAKERS)).isEqualTo(List.of("ALICE", "BOB"));
        Path empty = Files.writeString(folder.resolve("empty.yml"), "# nothing\n");
        assertThat(Presets.load(empty.toString()).values()).isEmpty();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Presets.load("sonets"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error ->
                                assertThat(error.remedy())
                                        .contains("Did you mean sonnets?", "hitchhikers-char-cpu"));
    }
}
