package dev.understudy.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

    private static Recipe of(String... pairs) {
        return Recipe.of("test", Layer.of("Set", pairs));
    }

    @Test
    void everyDefaultIsOneOfTheAcceptedValuesInItsOneSpelling() {
        assertThat(Keys.all()).hasSizeGreaterThan(40);
        for (Recipe recipe : new Recipe[] {of(), of("base=gpt2")}) {
            for (Key<?> key : Keys.all()) {
                key.standard(recipe.fromScratch())
                        .filter(_ -> !key.equals(Keys.BASE))
                        .ifPresent(
                                text ->
                                        assertThat(recipe.values())
                                                .containsEntry(key.name(), text));
            }
        }
    }

    @Test
    void presetsStandOverDefaultsAndWhatWasSaidOverPresets() {
        Layer preset = Layer.of("sonnets", "base=distilgpt2", "batch=8", "seed=42", "epochs=5");
        Layer said = Layer.of("Set", "batch=2", "steps=7");
        Recipe recipe = Recipe.of("sonnets", preset, said);
        assertThat(recipe.get(Keys.BATCH)).isEqualTo(2);
        assertThat(recipe.get(Keys.SEED)).isEqualTo(42);
        assertThat(recipe.get(Keys.SCHEDULE)).isEqualTo(LearningRate.Shape.LINEAR);
        assertThat(recipe.find(Keys.EPOCHS)).isEmpty();
        assertThat(recipe.find(Keys.LAYERS)).isEmpty();
        assertThat(recipe.said())
                .containsExactly(
                        "sonnets: base distilgpt2, batch 8 (not 4), seed 42 (not 1337), epochs 5"
                                + " (not 3).",
                        "Set: batch 2 (not 8), steps 7.");
    }

    @ParameterizedTest
    @CsvSource({
        "learning-rate, 0.00005, 5e-5",
        "learning-rate, 1e-04, 1e-4",
        "learning-rate, 0.003, 3e-3",
        "weight-decay, .1, 0.1",
        "min-learning-rate, 10%, 10%",
        "warm-up, 5 %, 5%",
        "warm-up, 0100, 100",
        "evaluate-every, epoch, epoch",
        "silence, 90m, 1h30m",
        "silence, PT1H, 1h",
        "silence, 2d, 48h",
        "burst, 0s, 0s",
        "lower-case, yes, true",
        "scrub, no, false",
        "gradient-checkpointing, ON, on",
        "optimizer, ADAMW-8bit, adamw-8bit",
        "base, ' gpt2', gpt2"
    })
    void valuesHaveOneSpelling(String key, String typed, String canonical) {
        assertThat(of(key + "=" + typed).values()).containsEntry(key, canonical);
    }

    @Test
    void amountsMayBeShares() {
        assertThat(of("min-learning-rate=10%").get(Keys.MIN_LEARNING_RATE).of(2e-3))
                .isEqualTo(2e-4);
        assertThat(of("warm-up=5%").get(Keys.WARM_UP).of(400)).isEqualTo(20);
        assertThat(of("warm-up=30").get(Keys.WARM_UP).of(400)).isEqualTo(30);
    }

    @Test
    void anUnknownKeyIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> of("beta=0.9"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> {
                            assertThat(error.problem()).isEqualTo("There is no setting \"beta\".");
                            assertThat(error.remedy()).contains("beta1 or beta2");
                        });
        assertThatThrownBy(() -> of("warmup=9"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.remedy()).contains("Did you mean warm-up"));
    }

    @Test
    void contradictionsAreRefused() {
        assertThatThrownBy(() -> of("base=gpt2", "layers=3"))
                .hasMessage("layers cannot be set: it is that of gpt2.");
        assertThatThrownBy(() -> of("steps=3", "epochs=3")).hasMessageContaining("both said");
        assertThatThrownBy(() -> of("seed=3", "seed=4")).hasMessage("seed is said twice.");
        assertThatThrownBy(() -> of("learning-rate=1e-3", "min-learning-rate=2e-3"))
                .hasMessageContaining("min-learning-rate is 2e-3");
    }
}
