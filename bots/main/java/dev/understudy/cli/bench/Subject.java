package dev.understudy.cli.bench;

import dev.understudy.batches.Batches;
import dev.understudy.forecast.Forecast;
import dev.understudy.library.ModelFolder;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.Gpt2Size;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.QuantizedGpt2;
import dev.understudy.recipe.BaseModel;
import dev.understudy.recipe.Keys;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Recipe;
import dev.understudy.recipe.TrainingPlan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The model that is measured.
///
/// @param folder its checkpoint; without one the weights are random, which takes as long
public record Subject(String name, Gpt2Config config, Optional<Path> folder) {
    private static final long SEED = 1;
    private static final int BATCH = 2;
    private static final int BLOCK = 512;

    /// Ids are kept in 16 bits.
    private static final int MOST_IDS = 1 << 16;

    /// Enough for the rows of a step to be different ones.
    private static final int BATCHES_OF_TEXT = 4;

    /// A published shape, with random weights.
    public static Subject of(Gpt2Size size) {
        return new Subject(size.toString(), size.config(), Optional.empty());
    }

    /// A model that is there. Throws UserError when it is damaged.
    public static Subject of(ModelFolder model) {
        Path weights = model.weights();
        return new Subject(model.name(), Gpt2Config.read(weights), Optional.of(weights));
    }

    /// The settings of its training: those of a fine-tuning in small steps, with `said` over them.
    /// Throws UserError when they contradict each other.
    public static Recipe recipe(Gpt2Config config, Layer said) {
        Layer defaults =
                Layer.of(
                        "bench",
                        Keys.BASE.name() + "=" + Gpt2Size.GPT2, // for what is usual with a base
                        Keys.BATCH.name() + "=" + BATCH,
                        Keys.ACCUMULATION.name() + "=1",
                        Keys.BLOCK.name() + "=" + Math.min(BLOCK, config.contextLength()));
        return Recipe.of("bench", defaults, said);
    }

    /// What its training will take. Throws UserError when the blocks are longer than its context,
    /// or this machine lacks the device.
    Forecast forecast(Recipe recipe) {
        Optional<BaseModel> base = folder.map(path -> new BaseModel(name, path, config));
        long rows = (long) BATCHES_OF_TEXT * recipe.get(Keys.BATCH);
        TrainingPlan plan = new TrainingPlan(recipe, base, config, rows);
        return Forecast.of(plan, rows * recipe.get(Keys.BLOCK));
    }

    /// Random rows for such a training.
    Batches rows(Forecast forecast) {
        int block = forecast.plan().training().batch().block();
        char[] tokens = new char[Math.toIntExact(forecast.trainTokens() + 1)];
        RandomGenerator random = random();
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (char) random.nextInt(Math.min(config.vocabularySize(), MOST_IDS));
        }
        return Batches.blocks(tokens, block, "training");
    }

    /// A prompt of random tokens.
    int[] prompt(int length) {
        return random().ints(length, 0, config.vocabularySize()).toArray();
    }

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    }

    /// The model as clones speak with it, in int8; close it.
    LanguageModel speaker() {
        return folder.map(QuantizedGpt2::load).orElseGet(() -> QuantizedGpt2.random(config));
    }
}
