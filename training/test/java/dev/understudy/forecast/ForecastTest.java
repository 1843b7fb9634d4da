package dev.understudy.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.corpus.CorpusCard;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.recipe.BaseModel;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Recipe;
import dev.understudy.recipe.TrainingPlan;
import dev.understudy.settings.UserError;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Gpt2Config LARGE = new Gpt2Config(50257, 1024, 1280, 36, 20, 50256);
    private static final long GIGABYTE = 1_000_000_000;

    @Test
    void whatFitsIsNotRefused() {
        Forecast forecast = forecast(64 * GIGABYTE, "steps=100");
        assertThat(forecast.fits()).isTrue();
        forecast.requireFit();
    }

    @Test
    void activationsAreComputedTwiceWhereTheyWouldNotFitOtherwise() {
        long need = forecast(1000 * GIGABYTE, "steps=100").need().peak();
        assertThat(forecast(need, "steps=100").learning().checkpointing()).isFalse();
        assertThat(forecast(need - 1, "steps=100").learning().checkpointing()).isTrue();
    }

    /// The settings that the refusal names are taken, and then it does fit.
    @Test
    void whatDoesNotFitIsRefusedWithSettingsThatMakeItFit() {
        for (long available : new long[] {16 * GIGABYTE, 13 * GIGABYTE, 9 * GIGABYTE}) {
            String[] settings = {"steps=100", "gradient-checkpointing=off", "batch=8"};
            Forecast forecast = forecast(available, settings);
            assertThatThrownBy(forecast::requireFit)
                    .isInstanceOfSatisfying(
                            UserError.class,
                            refused -> {
                                assertThat(refused.problem()).contains("GB", "cpu");
                                Forecast mended =
                                        forecast(available, mended(settings, refused.remedy()));
                                assertThat(mended.fits()).as(refused.remedy()).isTrue();
                                assertThat(mended.plan().training().batch().rowsPerStep())
                                        .isEqualTo(8);
                            });
        }
    }

    private static String[] mended(String[] settings, String remedy) {
        TreeMap<String, String> all = new TreeMap<>();
        for (String setting : settings) {
            Layer.Given given = Layer.Given.of(setting);
            all.put(given.key(), given.text());
        }
        Matcher options = Pattern.compile("--(\\S+) ([^\\s.]+)").matcher(remedy);
        while (options.find()) {
            all.put(options.group(1), options.group(2));
        }
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    @Test
    void whereNothingHelpsItSaysSo() {
        Forecast forecast = forecast(GIGABYTE, "steps=100");
        assertThatThrownBy(forecast::requireFit)
                .isInstanceOfSatisfying(
                        UserError.class,
                        refused -> assertThat(refused.remedy()).contains("smaller model"));
    }

    @Test
    void manyEpochsAndLittleTextAreWarnedOf() {
        assertThat(forecast(64 * GIGABYTE, "steps=10").warnings()).hasSize(1);
        assertThat(forecast(64 * GIGABYTE, "steps=10").warnings().getFirst())
                .contains("774,030,080 weights");
        assertThat(forecast(64 * GIGABYTE, "steps=1000").warnings())
                .anyMatch(warning -> warning.contains("read") && warning.contains("--patience"));
    }

    private static Forecast forecast(long available, String... settings) {
        String[] shape = {
            "layers=36", "heads=20", "width=1280", "vocabulary=50257", "block=1024", "batch=2"
        };
        Recipe recipe = Recipe.of("test", Layer.of("shape", shape), Layer.of("test", settings));
        TrainingPlan plan = new TrainingPlan(recipe, Optional.<BaseModel>empty(), LARGE, 300);
        CorpusCard.Part train = new CorpusCard.Part(300_000, 10, 100, "", Optional.empty());
        CorpusCard.Part held = new CorpusCard.Part(30_000, 1, 10, "", Optional.empty());
        CorpusCard corpus =
                new CorpusCard(
                        CorpusCard.FORMAT,
                        50257,
                        50256,
                        "",
                        train,
                        held,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        0,
                        new TreeMap<>(),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        recipe.corpusSettings());
        return Forecast.of(plan, corpus, ComputeDevice.CPU, available);
    }
}
