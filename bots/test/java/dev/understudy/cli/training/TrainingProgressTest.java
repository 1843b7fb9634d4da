package dev.understudy.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.console.Captured;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.VocabularyChoice;
import dev.understudy.finetune.TrainingListener.Progress;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Recipe;
import dev.understudy.recipe.TrainingPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingProgressTest {
    @TempDir Path folder;
    private Instant now = Instant.EPOCH;

    @Test
    void saysHowTheRunGoesAndWhereItsReportIs() {
        Recipe recipe = Recipe.of("toy", Layer.of("toy", "steps=2200", "batch=6", "block=96"));
        VocabularyChoice bytes = new VocabularyChoice.Learned(257);
        TrainingRun run =
                TrainingRun.start(
                        folder.resolve("run"),
                        corpus ->
                                new CorpusBuilder(recipe.corpusSettings(), bytes, corpus)
                                        .fromTexts(List.of("the cat sat. ".repeat(900))),
                        corpus -> TrainingPlan.of(recipe, Optional.empty(), corpus));
        Captured captured = new Captured("", false);
        try (TrainingProgress progress = new TrainingProgress(run, captured.streams(), () -> now)) {
            progress.started(0, run.plan().training());
            step(progress, 1, 4);
            progress.evaluated(1, 3.5, true);
            step(progress, 2, 5);
            now = now.plus(Duration.ofMinutes(1));
            step(progress, 3, 5);
        }
        assertThat(captured.err())
                .startsWith("Training 1,670,400 parameters on 11,115 tokens; 585 more")
                .contains("2,200 steps on cpu in float32", "Note: Every text is read 113.8 times");
        assertThat(captured.err().lines().dropWhile(line -> !line.startsWith("The report")))
                .containsExactly(
                        "The report is " + folder.resolve("run/report.html") + ".",
                        "training: 1 of 2,200 steps (0 %), loss 4.000, 96 tokens/s, 3:39:54 left",
                        "training: 2 of 2,200 steps (0 %), loss 4.513, validation 3.500,"
                                + " 96 tokens/s, 3:39:48 left",
                        "training: 3 of 2,200 steps (0 %), loss 4.684, validation 3.500,"
                                + " 22 tokens/s, 15:52:02 left");
    }

    private void step(TrainingProgress progress, long step, double loss) {
        now = now.plus(Duration.ofSeconds(6));
        progress.stepped(new Progress(step, 2_200, loss, 1e-3));
    }
}
