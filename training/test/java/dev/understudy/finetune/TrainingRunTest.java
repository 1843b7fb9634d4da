package dev.understudy.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Circle;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.CorpusSettings;
import dev.understudy.corpus.VocabularyChoice;
import dev.understudy.finetune.Trainer.Outcome;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Recipe;
import dev.understudy.recipe.TrainingPlan;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.texts.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final int BLOCK = 16;

    @TempDir Path home;

    @Test
    void badInputLeavesTheInterruptedRunAsItWas() throws IOException {
        Path folder = interrupted();
        assertThatThrownBy(() -> start(folder, 1_000)).isInstanceOf(UserError.class);
        assertThat(TrainingRun.isInterrupted(folder)).isTrue();
        Outcome outcome =
                TrainingRun.resume(folder)
                        .train(TrainingListener.NONE, () -> false, InstantSource.system());
        assertThat(outcome.finished()).isTrue();
    }

    @Test
    void aNewRunReplacesTheInterruptedOne() throws IOException {
        Path folder = interrupted();
        start(folder, BLOCK);
        assertThat(folder).isDirectoryNotContaining("glob:**/checkpoint-*");
        assertThat(home).isDirectoryNotContaining("glob:**.unfinished");
    }

    /// Killed between the move that makes its model live and the clearing away.
    @Test
    void aRunWhoseModelWentLiveIsOver() throws IOException {
        Path folder = home.resolve("friends");
        TrainingRun run = start(folder, BLOCK);
        Outcome outcome = run.train(TrainingListener.NONE, () -> false, InstantSource.system());
        assertThat(TrainingRun.isInterrupted(folder)).isTrue();
        Files.move(outcome.best(), home.resolve("0001"));
        assertThat(TrainingRun.isInterrupted(folder)).isFalse();
    }

    @Test
    void thereIsNothingToResumeWhereNothingWasTrained() {
        assertThatThrownBy(() -> TrainingRun.resume(home.resolve("friends")))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.remedy()).contains("understudy train"));
    }

    @Test
    void whatNobodyTrainsIsDeletedWhenItIsDiscarded() throws IOException {
        Home folders = new Home(home.resolve("home"));
        TrainingRun.discard(folders, "friends");
        Path folder = folders.run("friends");
        start(folder, BLOCK).train(TrainingListener.NONE, () -> true, InstantSource.system());
        Files.createDirectories(folder.resolveSibling("friends.unfinished/corpus"));
        TrainingRun.discard(folders, "friends");
        assertThat(folder.getParent()).isDirectoryNotContaining("glob:**/friends*");
    }

    @Test
    void aRunThatIsDiscardedWhileItTrainsStopsAndIsDeleted() throws IOException {
        Home folders = new Home(home.resolve("home"));
        Path folder = folders.run("friends");
        TrainingRun run = start(folder, BLOCK);
        AtomicLong steps = new AtomicLong();
        try (Home.Lock _ = folders.lockRun("friends")) {
            TrainingListener discarding =
                    new TrainingListener() {
                        @Override
                        public void stepped(Progress now) {
                            steps.incrementAndGet();
                            TrainingRun.discard(folders, "friends");
                            assertThat(folder).isDirectory();
                            assertThat(TrainingRun.isInterrupted(folder)).isFalse();
                        }
                    };
            assertThatThrownBy(() -> run.train(discarding, () -> false, InstantSource.system()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("took them back");
        }
        assertThat(steps).hasValue(1);
        assertThat(folder).doesNotExist();
    }

    @Test
    void aRunThatWasDiscardedAtItsEndIsNotPublished() throws IOException {
        Home folders = new Home(home.resolve("home"));
        Path folder = folders.run("friends");
        TrainingRun run = start(folder, BLOCK);
        try (Home.Lock _ = folders.lockRun("friends")) {
            Outcome outcome = run.train(TrainingListener.NONE, () -> false, InstantSource.system());
            TrainingRun.discard(folders, "friends");
            Models models = new Models(folders.model("friends"));
            assertThatThrownBy(() -> run.publish(outcome, card(), models))
                    .isInstanceOf(UserError.class);
            assertThat(models.versions()).isEmpty();
        }
        assertThat(folder).doesNotExist();
    }

    private static ModelCard card() {
        return new ModelCard(
                ModelCard.FORMAT_VERSION,
                new Circle("friends"),
                List.of(),
                "test",
                1,
                "none",
                Optional.empty(),
                Map.of(),
                Instant.EPOCH);
    }

    private Path interrupted() throws IOException {
        Path folder = home.resolve("friends");
        start(folder, BLOCK).train(TrainingListener.NONE, () -> true, InstantSource.system());
        assertThat(TrainingRun.isInterrupted(folder)).isTrue();
        return folder;
    }

    private TrainingRun start(Path folder, int block) throws IOException {
        Path text = home.resolve("text.txt");
        Files.writeString(text, "the cat sat on the mat, and sat. ".repeat(60));
        CorpusSettings settings = CorpusSettings.standard(BLOCK);
        VocabularyChoice bytes = new VocabularyChoice.Learned(257);
        return TrainingRun.start(
                folder,
                corpus ->
                        new CorpusBuilder(settings, bytes, corpus)
                                .fromTexts(Texts.file(text).read()),
                corpus -> TrainingPlan.of(recipe(block), Optional.empty(), corpus));
    }

    private static Recipe recipe(int block) {
        Layer toy =
                Layer.of(
                        "toy",
                        "steps=4",
                        "batch=2",
                        "block=" + block,
                        "layers=1",
                        "heads=1",
                        "width=8",
                        "evaluate-every=2",
                        "save-every=2");
        return Recipe.of("toy", toy);
    }
}
