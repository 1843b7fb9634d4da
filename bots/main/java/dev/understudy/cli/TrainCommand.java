package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.cli.storage.Records;
import dev.understudy.cli.training.Material;
import dev.understudy.cli.training.Permission;
import dev.understudy.cli.training.TrainingOptions;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.cli.training.TrainingSession.Ending;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Presets;
import dev.understudy.recipe.Recipe;
import dev.understudy.report.LiveReport;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.texts.Texts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy train`: from a circle's messages, or a text, to a model.
@Command(
        name = "train",
        header = "Train a circle's model on its messages.",
        description = {
            "",
            "Starts from a base model, or from nothing. Ctrl-C saves and stops; --resume goes on as"
                    + " if nothing had happened."
        },
        footer = {
            "",
            "Example:",
            "  understudy train --circle friends --preset cloning-my-friends --set epochs=3"
        },
        customSynopsis = "understudy train --circle=<name> [OPTIONS]",
        modelTransformer = TrainingOptions.class)
final class TrainCommand implements Callable<Integer> {
    @ParentCommand private @Nullable Understudy understudy;
    @Spec private CommandSpec spec;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            required = true,
            order = 0,
            description = "The circle whose model to train.")
    private Circle circle;

    @Option(
            names = "--text",
            paramLabel = "<path>",
            order = 1,
            description =
                    "Train on this text file as it is, or on a folder of texts, instead of on the"
                            + " circle's messages.")
    private @Nullable Path text;

    @Option(
            names = "--split-at",
            paramLabel = "<line>",
            order = 2,
            description =
                    "Cut the text into documents at such lines: \"\" for empty ones; \\n makes"
                            + " every line a document.")
    private @Nullable String splitAt;

    @Option(
            names = "--resume",
            order = 3,
            description = "Go on with the run that was interrupted, with its own settings.")
    private boolean resume;

    @Option(names = "--fresh", order = 4, description = "Discard a run that was interrupted.")
    private boolean fresh;

    @Option(
            names = "--preset",
            paramLabel = "<name>",
            order = 5,
            description =
                    "Take settings from one of cloning-my-friends, recipes, tweets, sonnets,"
                            + " hitchhikers-char, hitchhikers-char-cpu, hitchhikers, or from a"
                            + " file.")
    private @Nullable String preset;

    @Option(
            names = "--plan",
            order = 6,
            description =
                    "Only say what it would take: steps, memory by part, time after a few timed"
                            + " steps.")
    private boolean plan;

    @Option(
            names = "--candidate",
            order = 7,
            description =
                    "Keep the model as a candidate: it is silent until you promote it with"
                            + " understudy models promote.")
    private boolean candidate;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        Understudy parent = Understudy.parentOf(understudy);
        Layer said = usable(() -> TrainingOptions.said(spec.commandLine().getParseResult()));
        Recipe recipe = usable(() -> recipe(said));
        Home home = parent.home();
        try (Home.Lock _ = home.lockRun(circle.name())) {
            TrainingSession session =
                    new TrainingSession(permission(home), parent.streams(), Clock.systemUTC());
            if (plan) {
                return withMaterial(home, material -> session.plan(recipe, material));
            }
            return session.train(
                    resume ? resumed(home, said) : started(home, session, recipe),
                    candidate ? Ending.CANDIDATE : Ending.PROMOTED);
        }
    }

    private Recipe recipe(Layer said) {
        if (splitAt != null && text == null) {
            throw new UserError(
                    "--split-at cuts a text, and there is none.", "Name one with --text.");
        }
        if (resume) {
            requireNothingNew();
            return Recipe.of("");
        }
        if (preset != null) {
            Layer named = Presets.load(preset);
            return Recipe.of(named.name(), named, said);
        }
        boolean scratch = Recipe.of("", said).fromScratch();
        return Recipe.of(scratch ? "from-scratch" : "fine-tuning", said);
    }

    private void requireNothingNew() {
        if (fresh || plan || text != null || preset != null) {
            throw new UserError(
                    "--resume goes on with the run as it is; --fresh, --plan, --text and --preset"
                            + " are for another.",
                    "Leave out one of them.");
        }
    }

    private TrainingRun resumed(Home home, Layer said) {
        TrainingRun run = TrainingRun.resume(home.run(circle.name()));
        requireWilling(home, run);
        return said.values().isEmpty() ? run : run.with(said);
    }

    private void requireWilling(Home home, TrainingRun run) {
        permission(home)
                .require(
                        run.corpus().card().speakers().keySet().stream()
                                .map(SpeakerName::new)
                                .toList());
    }

    private TrainingRun started(Home home, TrainingSession session, Recipe recipe) {
        Path folder = home.run(circle.name());
        if (TrainingRun.isInterrupted(folder) && !fresh) {
            throw interrupted(folder);
        }
        return withMaterial(home, material -> session.start(recipe, material));
    }

    /// The archive is needed until the corpus is built: bots may run, and chats be imported, while
    /// the model learns.
    private <T> T withMaterial(Home home, Function<Material, T> use) {
        if (text != null) {
            return use.apply(new Material.Documents(new Texts(text, Optional.ofNullable(splitAt))));
        }
        Permission permission = permission(home);
        try (Records.Held records = permission.records().open()) {
            return use.apply(permission.messages(records.archive()));
        }
    }

    private Permission permission(Home home) {
        return new Permission(home, circle, config.settings(home));
    }

    /// What to say of the run in `folder`, whose report says it as well from now on.
    private UserError interrupted(Path folder) {
        UserError kept =
                new UserError(
                        "A run of " + circle + " was interrupted and is kept in " + folder + ".",
                        "Go on with --resume, or discard it with --fresh.");
        try {
            LiveReport.settle(folder, circle.name());
        } catch (UserError undrawn) {
            kept.addSuppressed(undrawn);
        }
        return kept;
    }

    /// What cannot be meant is wrong usage, found before anything is touched.
    private <T> T usable(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (UserError wrong) {
            throw new ParameterException(spec.commandLine(), wrong.problem(), wrong);
        }
    }
}
