package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.VocabularyChoice;
import dev.understudy.finetune.Trainer;
import dev.understudy.finetune.TrainingListener;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Recipe;
import dev.understudy.recipe.TrainingPlan;
import dev.understudy.settings.Home;
import dev.understudy.texts.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A data folder with three invented friends, whose model takes seconds to train.
record ToyHome(Path folder) {
    private static final String CIRCLE = "friends";
    private static final List<String> TOY =
            List.of(
                    "--layers=1",
                    "--heads=2",
                    "--width=16",
                    "--block=16",
                    "--batch=4",
                    "--vocabulary=300",
                    "--evaluate-every=20",
                    "--save-every=10");
    private static final List<String> TOY_RUN =
            List.of(
                    "layers=1",
                    "heads=2",
                    "width=16",
                    "block=16",
                    "batch=4",
                    "steps=12",
                    "warm-up=5",
                    "evaluate-every=3",
                    "save-every=2");
    private static final String WORDS =
            "tea cat friday film walk rain maybe never always blue kettle sofa bus late soon why";

    /// Writes their chat, with so many messages, as a transcript.
    static Path writeChat(Path file, int messages) throws IOException {
        String[] names = {"ALICE", "BOB", "CARMEN"};
        String[] words = WORDS.split(" ", -1);
        StringBuilder chat = new StringBuilder();
        for (int i = 0; i < messages; i++) {
            chat.append(names[i * 7 % 5 % 3]).append(":\n");
            for (int word = 0; word < 2 + i % 5; word++) {
                chat.append(words[(i * 13 + word * word * 5) % words.length]).append(' ');
            }
            chat.append(i).append("\n\n");
        }
        return Files.writeString(file, chat);
    }

    /// `arguments` with the circle and this folder.
    String[] inCircle(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--circle", CIRCLE, "--home", folder.toString()));
        return all.toArray(String[]::new);
    }

    /// The arguments that train the toy.
    String[] training(String... more) {
        List<String> all = new ArrayList<>(List.of("train"));
        all.addAll(TOY);
        all.addAll(Arrays.asList(more));
        return inCircle(all.toArray(String[]::new));
    }

    void importChat(Path chat) {
        assertThat(Invocation.of(inCircle("import", chat.toString())).exitCode()).isZero();
    }

    void train(String... more) {
        Invocation trained = Invocation.of(training(more));
        assertThat(trained.exitCode()).as(trained.err()).isZero();
    }

    /// Leaves a run behind that was stopped after so many of its twelve steps.
    Trainer.Outcome run(Path chat, int steps) {
        AtomicInteger asked = new AtomicInteger();
        Recipe recipe = Recipe.of("test", Layer.of("toy", TOY_RUN.toArray(String[]::new)));
        return TrainingRun.start(
                        run(),
                        corpus ->
                                new CorpusBuilder(
                                                recipe.corpusSettings(),
                                                new VocabularyChoice.Learned(257),
                                                corpus)
                                        .fromTexts(Texts.file(chat).read()),
                        corpus -> TrainingPlan.of(recipe, Optional.empty(), corpus))
                .train(
                        TrainingListener.NONE,
                        () -> asked.incrementAndGet() > steps,
                        InstantSource.system());
    }

    Path run() {
        return new Home(folder).run(CIRCLE);
    }

    Path model(String version) {
        return new Home(folder).model(CIRCLE).resolve(version);
    }

    long messages() {
        try (Archive archive = Archive.open(new Home(folder).archive())) {
            return archive.messageCount(new Circle(CIRCLE));
        }
    }

    /// Every file of models and runs with its bytes, but for locks, in which nothing is: what no
    /// mistake may change.
    SortedMap<String, String> content() throws IOException {
        SortedMap<String, String> content = new TreeMap<>();
        for (Path part : List.of(folder.resolve("models"), folder.resolve("runs"))) {
            for (Path file : files(part)) {
                if (!file.toString().endsWith(".lock")) {
                    content.put(
                            folder.relativize(file).toString(),
                            HexFormat.of().formatHex(Files.readAllBytes(file)));
                }
            }
        }
        return content;
    }

    /// A copy of everything but the log.
    ToyHome copyTo(Path target) throws IOException {
        Folders.copy(folder, target);
        return new ToyHome(target);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /// What a run has logged, without what depends on the time it took.
    List<String> metrics() throws IOException {
        return Files.readAllLines(run().resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll(",\"(seconds|tokens_per_second)\":[^,}]+", ""))
                .toList();
    }
}
