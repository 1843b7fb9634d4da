package dev.understudy.cli;

import dev.understudy.cli.bench.Bench;
import dev.understudy.cli.bench.Bench.Part;
import dev.understudy.cli.bench.BenchOptions;
import dev.understudy.cli.bench.Measured;
import dev.understudy.cli.bench.Pace;
import dev.understudy.cli.bench.Subject;
import dev.understudy.cli.training.TrainingOptions;
import dev.understudy.library.ModelFolders;
import dev.understudy.model.Gpt2Size;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Recipe;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy bench`: how fast this machine decodes and trains.
@Command(
        name = "bench",
        header = "Measure how fast this machine decodes, serves and trains.",
        description = {
            "",
            "Prints tokens a second and the most memory that the process had, for one conversation,"
                    + " for several at the same time, and for a training in small steps. Random"
                    + " weights take as long as trained ones, so nothing has to be fetched. Let"
                    + " nothing else run meanwhile."
        },
        footer = {"", "Example:", "  understudy bench --size gpt2-medium --batch 1"},
        modelTransformer = BenchOptions.class)
final class BenchCommand implements Runnable {
    private static final int LONGEST = 3600;

    @ParentCommand private @Nullable Understudy understudy;
    @Spec private CommandSpec spec;

    @Option(
            names = "--size",
            paramLabel = "<name>",
            order = 0,
            description =
                    "Measure this shape with random weights: distilgpt2, gpt2, gpt2-medium,"
                            + " gpt2-large, gpt2-xl. Default: gpt2")
    private @Nullable String size;

    @Option(
            names = "--model",
            paramLabel = "<name>",
            order = 1,
            description =
                    "Measure this model instead: a base model that was pulled, a circle's, or a"
                            + " folder.")
    private @Nullable String model;

    @Option(
            names = "--only",
            paramLabel = "<part>",
            order = 2,
            description = "Measure only this: decode, serve, train. Default: all")
    private @Nullable Part only;

    @Option(
            names = "--seconds",
            paramLabel = "<count>",
            order = 3,
            description = "Measure each for about so long. Default: ${DEFAULT-VALUE}")
    private int seconds = 15;

    @Option(names = "--json", order = 4, description = "Print one line of JSON instead of a table.")
    private boolean json;

    @Override
    public void run() {
        Understudy parent = Understudy.parentOf(understudy);
        Layer said = usable(() -> TrainingOptions.said(spec.commandLine().getParseResult()));
        if (size != null && model != null) {
            throw misused(
                    new UserError(
                            "--size and --model name one model each.", "Leave out one of them."));
        }
        Pace pace = usable(this::pace);
        Home home = parent.home();
        Subject subject =
                model == null
                        ? usable(this::shape)
                        : Subject.of(new ModelFolders(home).find(model));
        Recipe recipe = usable(() -> Subject.recipe(subject.config(), said));
        Set<Part> parts = only == null ? EnumSet.allOf(Part.class) : EnumSet.of(only);
        Measured measured = new Bench(parent.streams(), pace).measure(subject, recipe, parts);
        parent.streams().out().println(json ? measured.json() : measured.table());
    }

    private Pace pace() {
        if (seconds < 1 || seconds > LONGEST) {
            throw new UserError(
                    "seconds is %d; accepted: 1 to %d.".formatted(seconds, LONGEST),
                    "Leave --seconds out for the default.");
        }
        return new Pace(Duration.ofSeconds(seconds), InstantSource.system());
    }

    private Subject shape() {
        return Subject.of(size == null ? Gpt2Size.GPT2 : Gpt2Size.named(size));
    }

    /// What cannot be meant is wrong usage, found before anything is touched.
    private <T> T usable(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (UserError wrong) {
            throw misused(wrong);
        }
    }

    private ParameterException misused(UserError wrong) {
        return new ParameterException(spec.commandLine(), wrong.problem(), wrong);
    }
}
