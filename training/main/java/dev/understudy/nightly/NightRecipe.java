package dev.understudy.nightly;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.night.NightSettings.Learning;
import dev.understudy.corpus.split.Lesson;
import dev.understudy.recipe.Keys;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Layer.Given;
import dev.understudy.recipe.Recipe;
import dev.understudy.settings.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// How a model goes on learning: the settings that it was first trained with, but slower, for less
/// long, and from the version that it goes on from.
///
/// @param recipe the settings of the night
public record NightRecipe(Recipe recipe) {
    /// The name of a night's settings on cards.
    public static final String PRESET = "nightly";

    /// What a night settles itself, or its model has already.
    private static final Set<String> OWN =
            Set.of(
                    Keys.BASE.name(),
                    Keys.LAYERS.name(),
                    Keys.HEADS.name(),
                    Keys.WIDTH.name(),
                    Keys.VOCABULARY.name(),
                    Keys.STEPS.name(),
                    Keys.EPOCHS.name(),
                    Keys.LEARNING_RATE.name(),
                    Keys.MIN_LEARNING_RATE.name(),
                    Keys.WARM_UP.name(),
                    Keys.EVALUATE_EVERY.name(),
                    Keys.SAMPLE_EVERY.name(),
                    Keys.PATIENCE.name(),
                    Keys.SPLIT.name(),
                    Keys.TEST_SHARE.name());

    /// The plan for a night of `circle` that goes on from `before`.
    public static NightRecipe of(Circle circle, Predecessor before, Learning learning) {
        List<Given> kept = new ArrayList<>();
        for (Map.Entry<String, String> one : before.recipe().values().entrySet()) {
            if (!OWN.contains(one.getKey())) {
                kept.add(new Given(one.getKey(), one.getValue(), ""));
            }
        }
        Layer origin = Layer.of("the version before", kept);
        Layer night =
                Layer.of(
                        "the night",
                        Keys.BASE.name() + "=" + circle + "@" + before.version().getFileName(),
                        Keys.EPOCHS.name() + "=" + Kind.plain(learning.epochs()),
                        Keys.LEARNING_RATE.name() + "=" + Kind.plain(rate(before, learning)),
                        Keys.MIN_LEARNING_RATE.name() + "=10%",
                        Keys.WARM_UP.name() + "=5%",
                        Keys.EVALUATE_EVERY.name() + "=epoch",
                        Keys.SAMPLE_EVERY.name() + "=0");
        return new NightRecipe(Recipe.of(PRESET, origin, night));
    }

    private static double rate(Predecessor before, Learning learning) {
        double own = before.recipe().get(Keys.LEARNING_RATE);
        return learning.rate().orElse(before.recipe().fromScratch() ? own * Learning.SLOWER : own);
    }

    /// What the night learns from.
    ///
    /// @param learning how
    /// @param all whether so much old talk was added since that all of it is learnt again
    /// @param planted what nobody said
    public static Lesson lesson(
            Predecessor before,
            Learning learning,
            boolean all,
            Function<List<SpeakerName>, List<Turn>> planted) {
        return new Lesson(
                before.since(),
                before.held(),
                all ? 1 : learning.replay(),
                before.since().getEpochSecond(),
                planted);
    }
}
