package dev.understudy.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.batches.Batches;
import dev.understudy.chat.SpeakerName;
import dev.understudy.corpus.TokenSpeakers;
import dev.understudy.finetune.Trainer.Outcome;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.learning.Gpt2Learner;
import dev.understudy.model.optimizer.Optimization;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Recipe;
import dev.understudy.recipe.TrainingPlan;
import dev.understudy.recipe.TrainingPlan.Rows;
import dev.understudy.recipe.TrainingSettings;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainerTest {
    private static final Gpt2Config TOY = new Gpt2Config(97, 16, 16, 2, 2, 96);

    @TempDir Path folder;

    @Test
    void learnsWhatRepeats() {
        Outcome outcome = train(folder, settings(60, 0), TrainerTest::never);
        assertThat(outcome.finished()).isTrue();
        assertThat(outcome.bestLoss()).isLessThan(1.0); // ln 97 = 4.57 before
        assertThat(outcome.best()).isDirectoryContaining("glob:**/model.safetensors");
    }

    @Test
    void sameSeedSameNumbers() throws IOException {
        train(folder.resolve("a"), settings(12, 0.1), TrainerTest::never);
        train(folder.resolve("b"), settings(12, 0.1), TrainerTest::never);
        assertThat(metrics("a")).hasSize(12 + 3 + 1 + 1).isEqualTo(metrics("b"));
    }

    @Test
    void stoppedAndResumedGivesTheNumbersOfAnUninterruptedRun() throws IOException {
        TrainingSettings settings = settings(20, 0.1);
        train(folder.resolve("whole"), settings, TrainerTest::never);
        Outcome stopped = train(folder.resolve("parts"), settings, afterCalls(7));
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.steps()).isEqualTo(7);
        train(folder.resolve("parts"), settings, afterCalls(6));
        Outcome resumed = train(folder.resolve("parts"), settings, TrainerTest::never);
        assertThat(resumed.finished()).isTrue();
        assertThat(metrics("parts")).isEqualTo(metrics("whole"));
    }

    @Test
    void crashedAndResumedGivesTheNumbersOfAnUninterruptedRun() throws IOException {
        TrainingSettings settings = settings(20, 0.1); // saves every 5 steps
        train(folder.resolve("whole"), settings, TrainerTest::never);
        assertThatThrownBy(() -> train(folder.resolve("parts"), settings, crashAtCall(9)))
                .hasMessage("power loss");
        Files.writeString(
                folder.resolve("parts/metrics.jsonl"),
                Files.readString(folder.resolve("parts/metrics.jsonl")) + "{\"step\":9,\"lo");
        Files.createDirectories(folder.resolve("parts/checkpoint-000010.unfinished"));
        train(folder.resolve("parts"), settings, TrainerTest::never);
        assertThat(metrics("parts")).isEqualTo(metrics("whole"));
        assertThat(folder.resolve("parts/checkpoint-000010.unfinished")).doesNotExist();
    }

    @Test
    void endsWhenPatienceDoes() throws IOException {
        TrainingSettings settings =
                settings(
                        "steps=200",
                        "patience=3",
                        "learning-rate=1e-12",
                        "min-learning-rate=0",
                        "evaluate-every=1");
        List<Long> early = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void stoppedEarly(long step, long bestStep, int worse) {
                        early.addAll(List.of(step, bestStep, (long) worse));
                    }
                };
        Outcome outcome = train(folder, settings, listener, TrainerTest::never);
        assertThat(outcome.finished()).isTrue();
        assertThat(outcome.steps()).isLessThan(200);
        assertThat(early).containsExactly(outcome.steps(), outcome.steps() - 3, 3L);
        assertThat(outcome.best()).isDirectoryContaining("glob:**/model.safetensors");
    }

    @Test
    void anInterruptedRunCountsItsPatienceOn() throws IOException {
        String[] pairs = {
            "steps=200", "patience=3", "learning-rate=1e-12", "min-learning-rate=0", "save-every=1"
        };
        TrainingSettings settings = settings(pairs);
        long steps = train(folder.resolve("whole"), settings, TrainerTest::never).steps();
        train(folder.resolve("parts"), settings, afterCalls(Math.toIntExact(steps - 2)));
        Outcome resumed = train(folder.resolve("parts"), settings, TrainerTest::never);
        assertThat(resumed.finished()).isTrue();
        assertThat(resumed.steps()).isEqualTo(steps);
        assertThat(metrics("parts")).isEqualTo(metrics("whole"));
    }

    @Test
    void keepsTheLastCheckpointsAndTheBest() throws IOException {
        train(folder, settings("steps=40", "keep-last=3"), afterCalls(22));
        assertThat(folder)
                .isDirectoryContaining("glob:**/checkpoint-000022")
                .isDirectoryContaining("glob:**/checkpoint-000020")
                .isDirectoryContaining("glob:**/checkpoint-000015")
                .isDirectoryNotContaining("glob:**/checkpoint-000010");
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries.filter(one -> one.getFileName().toString().startsWith("best-")))
                    .hasSize(1);
        }
    }

    /// Rows of many and of few targets: the step follows the mean over all of its targets.
    @Test
    void accumulatedBatchesCountByTheirTargets() throws IOException {
        char[] tokens = new char[400];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (char) (i % 31 == 0 || i % 31 == 4 ? 96 : i % 13 * 7);
        }
        Batches rows = Batches.documents(tokens, 16, 96);
        for (String split : List.of("batch=4 accumulation=1", "batch=1 accumulation=4")) {
            String[] pairs = (split + " steps=3 warm-up=0").split(" ");
            Path run = Files.createDirectories(folder.resolve(pairs[0]));
            try (Trainer trainer =
                    new Trainer(
                            run,
                            settings(pairs),
                            new Rows(rows, rows, TokenSpeakers.none()),
                            _ -> Gpt2.random(TOY, 1))) {
                trainer.run(TrainingListener.NONE, (_, _) -> "", TrainerTest::never, new Ticking());
            }
        }
        assertThat(losses("batch=1")).hasSize(3);
        for (int step = 0; step < 3; step++) {
            assertThat(losses("batch=1").get(step))
                    .isCloseTo(losses("batch=4").get(step), within(1e-4));
        }
    }

    private List<Double> losses(String run) throws IOException {
        return metrics(run).stream()
                .filter(line -> line.contains("gradient_norm"))
                .map(line -> line.replaceAll(".*\"loss\":([^,]*),.*", "$1"))
                .map(Double::valueOf)
                .toList();
    }

    @Test
    void logsWhatEachSpeakerCostsAndHowFastItWent() throws IOException {
        train(folder.resolve("run"), settings(5, 0), TrainerTest::never);
        List<String> lines = Files.readAllLines(folder.resolve("run/metrics.jsonl"));
        JsonNode step = JsonMapper.shared().readTree(lines.get(4));
        assertThat(step.get("step").asInt()).isEqualTo(5);
        assertThat(step.get("tokens").asInt()).isEqualTo(5 * 64);
        assertThat(step.get("tokens_per_second").asDouble()).isEqualTo(64 / 0.5);
        JsonNode evaluated = JsonMapper.shared().readTree(lines.get(5));
        double loss = evaluated.get("validation_loss").asDouble();
        assertThat(evaluated.get("perplexity").asDouble()).isCloseTo(Math.exp(loss), within(1e-6));
        assertThat(evaluated.get("speakers").propertyNames()).containsExactly("ALICE", "BOB");
        // A third of the 999 targets each, the last block of 7 included.
        assertThat(evaluated.at("/speakers/ALICE/tokens").asInt()).isEqualTo(333);
        assertThat(evaluated.at("/speakers/BOB/tokens").asInt()).isEqualTo(333);
        assertThat(step.get("seconds").asDouble()).isLessThan(evaluated.get("seconds").asDouble());
    }

    @Test
    void logsWhatItCameToOnTheWholeText() throws IOException {
        TrainingSettings settings = settings("steps=30", "evaluate-blocks=3");
        Outcome outcome = train(folder.resolve("run"), settings, TrainerTest::never);
        JsonNode end = lastLine(folder.resolve("run"));
        assertThat(end.get("final_loss").asDouble()).isEqualTo(outcome.bestLoss());
        assertThat(outcome.best()).hasFileName("best-%06d".formatted(end.get("best_step").asInt()));
        assertThat(end.at("/speakers/BOB/tokens").asInt()).isEqualTo(333);
    }

    @Test
    void timeGoesOnWhereAStoppedRunLeftIt() throws IOException {
        Path run = folder.resolve("run");
        train(run, settings(20, 0), afterCalls(7));
        double before = lastLine(run).get("seconds").asDouble();
        train(run, settings(20, 0), afterCalls(1));
        assertThat(lastLine(run).get("seconds").asDouble()).isBetween(before + 0.1, before + 10);
    }

    private static JsonNode lastLine(Path run) throws IOException {
        String line = Files.readAllLines(run.resolve("metrics.jsonl")).getLast();
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void divergenceStopsWithTheSettingToLower() {
        TrainingSettings settings =
                settings("steps=9", "learning-rate=1e30", "schedule=constant", "warm-up=0");
        assertThatThrownBy(() -> train(folder, settings, TrainerTest::never))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> {
                            assertThat(error.problem()).contains("diverged");
                            assertThat(error.remedy()).contains("--learning-rate");
                        });
    }

    @Test
    void aDivergedStepIsNeverSaved() {
        TrainingSettings settings =
                settings(
                        "steps=1",
                        "learning-rate=1e38",
                        "schedule=constant",
                        "warm-up=0",
                        "evaluate-every=1",
                        "save-every=1");
        assertThatThrownBy(() -> train(folder, settings, TrainerTest::never))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.problem()).contains("validation loss"));
        assertThat(folder).isDirectoryNotContaining("glob:**/{checkpoint,best}-*");
    }

    @Test
    void aStopWithoutAStepLeavesTheCheckpointAsItIs() throws IOException {
        TrainingSettings settings = settings(20, 0);
        train(folder, settings, afterCalls(5));
        Path position = folder.resolve("checkpoint-000005/position.json");
        Object before = Files.readAttributes(position, BasicFileAttributes.class).fileKey();
        Outcome stopped = train(folder, settings, () -> true);
        assertThat(stopped.steps()).isEqualTo(5);
        assertThat(Files.readAttributes(position, BasicFileAttributes.class).fileKey())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"step\":9,\"bestStep\":5,\"bestLoss\":1.0,\"worse\":0}"
            })
    void aDamagedPositionIsToldWithWhatToDo(String damaged) throws IOException {
        train(folder, settings(20, 0), afterCalls(5));
        Files.writeString(folder.resolve("checkpoint-000005/position.json"), damaged);
        assertThatThrownBy(() -> train(folder, settings(20, 0), TrainerTest::never))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> {
                            assertThat(error.problem()).contains("checkpoint-000005");
                            assertThat(error.remedy()).contains("--fresh");
                        });
    }

    @Test
    void theOptimizerOfAnotherModelIsRefused() throws IOException {
        train(folder.resolve("toy"), settings(20, 0), afterCalls(5));
        Gpt2Config wider = new Gpt2Config(97, 16, 32, 2, 2, 96);
        Path foreign = folder.resolve("foreign.safetensors");
        try (Gpt2 model = Gpt2.random(wider, 1);
                Gpt2Learner learner =
                        new Gpt2Learner(
                                model,
                                Gpt2Learner.Settings.plain(
                                        Optimization.adamW(0.9, 0.99, 1e-8, 0, 0)))) {
            learner.save(foreign);
        }
        Files.move(
                foreign,
                folder.resolve("toy/checkpoint-000005/optimizer.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> train(folder.resolve("toy"), settings(20, 0), () -> true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("first.wte.weight");
    }

    private static boolean never() {
        return false;
    }

    private static Outcome train(Path run, TrainingSettings settings, BooleanSupplier stop) {
        return train(run, settings, TrainingListener.NONE, stop);
    }

    private static Outcome train(
            Path run, TrainingSettings settings, TrainingListener listener, BooleanSupplier stop) {
        createFolder(run);
        Batches text = Batches.blocks(text(), 16, "training");
        Rows rows = new Rows(text, text, whose());
        try (Trainer trainer = new Trainer(run, settings, rows, _ -> Gpt2.random(TOY, 1))) {
            return trainer.run(listener, (_, step) -> "step " + step, stop, new Ticking());
        }
    }

    private static void createFolder(Path run) {
        try {
            Files.createDirectories(run);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static TrainingSettings settings(int steps, double dropout) {
        return settings("steps=" + steps, "dropout=" + dropout);
    }

    /// Those of the toy, and `more`.
    private static TrainingSettings settings(String... more) {
        Layer toy =
                Layer.of(
                        "toy",
                        "block=16",
                        "batch=4",
                        "learning-rate=1e-2",
                        "warm-up=5",
                        "seed=1",
                        "evaluate-every=5",
                        "sample-every=7",
                        "save-every=5");
        Recipe recipe = Recipe.of("toy", toy, Layer.of("test", more));
        return new TrainingPlan(recipe, Optional.empty(), TOY, 62).training();
    }

    /// A pattern of 13 tokens, over and over.
    private static char[] text() {
        char[] tokens = new char[1000];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (char) (i % 13 * 7);
        }
        return tokens;
    }

    /// Every third token is Alice's, the next Bob's.
    private static TokenSpeakers whose() {
        List<SpeakerName> names = List.of(SpeakerName.of("Alice"), SpeakerName.of("Bob"));
        return TokenSpeakers.of(names, IntStream.range(0, 1000).map(i -> i % 3).toArray());
    }

    /// A clock on which half a second passes between two looks.
    private static final class Ticking implements InstantSource {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            now = now.plusMillis(500);
            return now;
        }
    }

    private static BooleanSupplier afterCalls(int count) {
        List<Integer> calls = new ArrayList<>();
        return () -> {
            calls.add(1);
            return calls.size() > count;
        };
    }

    private static BooleanSupplier crashAtCall(int count) {
        BooleanSupplier reached = afterCalls(count);
        return () -> {
            if (reached.getAsBoolean()) {
                throw new IllegalStateException("power loss");
            }
            return false;
        };
    }

    /// What a run has logged, without what depends on the time it took.
    private List<String> metrics(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll(",\"(seconds|tokens_per_second)\":[^,}]+", ""))
                .toList();
    }
}
