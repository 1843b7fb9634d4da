package dev.understudy.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingPlanTest {
    private static final Gpt2Config LARGE = new Gpt2Config(50_257, 1024, 1280, 36, 20, 50_256);

    private static TrainingPlan plan(long rows, String... pairs) {
        Recipe recipe = Recipe.of("test", Layer.of("Set", pairs));
        return new TrainingPlan(recipe, Optional.empty(), LARGE, rows);
    }

    /// The arithmetic in the preset's comments: 313 blocks, 16 a step.
    @Test
    void epochsBecomeSteps() {
        Recipe friends = Recipe.of("cloning-my-friends", Presets.load("cloning-my-friends"));
        BaseModel base = new BaseModel("gpt2-large", Path.of("base"), LARGE);
        TrainingSettings settings =
                new TrainingPlan(friends, Optional.of(base), LARGE, 313).training();
        assertThat(settings.batch().tokens()).isEqualTo(16_384);
        assertThat(settings.steps()).isEqualTo(98);
        assertThat(settings.rhythm().evaluateEvery()).isEqualTo(20);
        assertThat(settings.optimizer().learningRate())
                .isEqualTo(new LearningRate(5e-5, 0, 0, LearningRate.Shape.LINEAR));
        assertThat(settings.computation().dropout()).isEqualTo(0.1);
    }

    @Test
    void partsOfAnEpochAndSharesOfARunAreRoundedToSteps() {
        TrainingSettings settings =
                plan(100, "epochs=2.5", "batch=4", "warm-up=10%", "save-every=epoch").training();
        assertThat(settings.steps()).isEqualTo(63);
        assertThat(settings.optimizer().learningRate().warmUpSteps()).isEqualTo(6);
        assertThat(settings.rhythm().saveEvery()).isEqualTo(25);
        assertThat(plan(1, "epochs=0.1").training().steps()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"steps=9", "epochs=2", "speakers=ALICE,BOB", "base=gpt2"})
    void whatIsWrittenIsRead(String pair) throws IOException {
        TrainingPlan plan = plan(77, pair, "block=32");
        TrainingPlan read = PlanFile.read(PlanFile.write(plan));
        assertThat(read.training()).isEqualTo(plan.training());
        assertThat(read.recipe().values()).isEqualTo(plan.recipe().values());
        assertThat(read.model()).isEqualTo(LARGE);
        assertThat(read.preset()).isEqualTo("test");
    }

    @Test
    void aBlockThatIsTooLongIsRefusedWithBothNumbers() {
        assertThatThrownBy(() -> plan(1, "block=2048"))
                .isInstanceOf(UserError.class)
                .hasMessage("The block is 2048 tokens; the model reads at most 1024.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps=30",
                "steps=20",
                "epochs=7",
                "evaluate-every=3",
                "save-every=1",
                "sample-every=0",
                "keep-last=5",
                "patience=2",
                "seed=1337",
                "learning-rate=0.003"
            })
    void aResumedRunMayGetLongerOrLookUpMoreOften(String change) {
        assertThat(plan(20, "steps=20").resumedWith(Layer.of("Set", change)).training().steps())
                .isGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "learning-rate=1e-4, 'learning-rate is 3e-3 in the interrupted run, not 1e-4'",
        "batch=7, batch is 6",
        "seed=1, seed is 1337",
        "block=4096, block is 96",
        "base=gpt2, base is scratch",
        "layers=3, layers is 2",
        "dropout=0.2, dropout is 0",
        "precision=bf16, precision is auto",
        "packing=documents, packing is blocks",
        "speakers=BOB, speakers is unset",
        "steps=19, 'has 20 steps, the changed one only 19'",
        "epochs=1, 'has 20 steps, the changed one only 4'"
    })
    void aResumedRunKeepsWhatItsNumbersCameFrom(String change, String said) {
        assertThatThrownBy(() -> plan(20, "steps=20").resumedWith(Layer.of("Set", change)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(said);
    }
}
