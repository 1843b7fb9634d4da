package dev.understudy.cli;

import dev.understudy.archive.Archive;
import dev.understudy.cast.ChatGenerator;
import dev.understudy.cast.TelegramExport;
import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.storage.Records;
import dev.understudy.cli.training.Importing;
import dev.understudy.cli.training.Permission;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.clone.Models;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.imports.ImportOptions;
import dev.understudy.recipe.Keys;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Recipe;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `understudy demo`: five invented friends, from their chat to their clones.
@Command(
        name = "demo",
        header = "Talk with the clones of five invented friends.",
        description = {
            "",
            "The first time, writes their chat as a Telegram export, imports it and trains for",
            "about two minutes; later it starts at once. Without a terminal it plays a short scene."
        },
        footer = {"", "Example:", "  understudy demo"})
final class DemoCommand implements Callable<Integer> {
    private static final Circle CIRCLE = new Circle("demo");

    private static final List<String> SCENE =
            List.of("/scene alice bob 6", "/scene carmen dmitri edie 6");

    /// A twentieth of so short a chat would say too little.
    private static final Layer SETTINGS = Layer.of("Demo", "validation-share=10%");

    @ParentCommand private @Nullable Understudy understudy;

    @Option(names = "--fresh", description = "Train again, even if the clones are there already.")
    private boolean fresh;

    @Option(
            names = "--steps",
            paramLabel = "<steps>",
            description =
                    "Train for so many steps: fewer are sooner done, and less like the friends."
                            + " Default: 2200")
    private @Nullable Integer steps;

    @Override
    public Integer call() {
        Understudy parent = Understudy.parentOf(understudy);
        Home home = parent.home();
        Streams streams = parent.streams();
        Models models = new Models(home.model(CIRCLE.name()));
        if (fresh || models.live().isEmpty()) {
            int trained = train(home, streams);
            if (trained != 0) {
                return trained;
            }
        }
        Path live = models.live().orElseThrow();
        Performance performance =
                new Performance(
                        home, streams, SpeakerName.of("You"), voice -> Permission.in(home, voice));
        if (streams.interactive()) {
            performance.chat(live);
        } else {
            performance.play(live, SCENE);
        }
        return 0;
    }

    /// From nothing, or from where an interrupted demo stopped, to a live model.
    private int train(Home home, Streams streams) {
        try (Home.Lock _ = home.lockRun(CIRCLE.name())) {
            TrainingSession session =
                    new TrainingSession(Permission.in(home, CIRCLE), streams, Clock.systemUTC());
            Path folder = home.run(CIRCLE.name());
            if (!fresh && TrainingRun.isInterrupted(folder)) {
                return session.train(TrainingRun.resume(folder));
            }
            return session.train(started(home, session, streams));
        }
    }

    private TrainingRun started(Home home, TrainingSession session, Streams streams) {
        Permission permission = Permission.in(home, CIRCLE);
        try (Records.Held records = permission.records().open()) {
            importChat(home, records.archive(), streams);
            Recipe recipe = Recipe.of("from-scratch", SETTINGS);
            return session.start(
                    steps == null
                            ? recipe
                            : recipe.with(Layer.of("--steps", Keys.STEPS.name() + "=" + steps)),
                    permission.messages(records.archive()));
        }
    }

    /// Writes the friends' chat as Telegram would export it, and imports it as any other.
    private static void importChat(Home home, Archive archive, Streams streams) {
        Path export = home.folder().resolve("demo").resolve("result.json");
        streams.err().println("Writing the chat of five invented friends to " + export + ".");
        try {
            Files.createDirectories(export.getParent());
        } catch (IOException unwritable) {
            throw new UserError(
                    export.getParent() + " cannot be written: " + unwritable.getMessage() + ".",
                    "Choose another folder with --home.",
                    unwritable);
        }
        TelegramExport.write(
                export,
                "The invented friends",
                ChatGenerator.demo().posts(ChatGenerator.DEMO_DAYS));
        new Importing(streams).run(List.of(export), CIRCLE, archive, ImportOptions.defaults());
    }
}
