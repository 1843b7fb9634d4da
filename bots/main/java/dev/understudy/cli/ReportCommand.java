package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.library.ModelFolder;
import dev.understudy.library.ModelFolders;
import dev.understudy.report.LiveReport;
import dev.understudy.report.RunState;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy report`: a training's page and picture, drawn again.
@Command(
        name = "report",
        header = "Draw the report of a training again, and say where it is.",
        description = {
            "",
            "Makes report.html and loss.png from the figures that a training left. A circle's"
                    + " report is that of its interrupted run, else that of its live model. A"
                    + " training draws its own while it runs."
        },
        footer = {"", "Example:", "  understudy report --circle friends"})
final class ReportCommand implements Runnable {
    @ParentCommand private @Nullable Understudy understudy;
    @Spec private CommandSpec spec;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            description = "Draw the report of this circle's last training.")
    private @Nullable Circle circle;

    @Option(
            names = "--model",
            paramLabel = "<name>",
            description = "Draw that of a model instead: friends@0002, or a folder.")
    private @Nullable String model;

    @Override
    public void run() {
        Understudy parent = Understudy.parentOf(understudy);
        if ((circle == null) == (model == null)) {
            UserError wrong =
                    new UserError(
                            "There is no telling whose report to draw.",
                            "Name either a --circle or a --model.");
            throw new ParameterException(spec.commandLine(), wrong.problem(), wrong);
        }
        Home home = parent.home();
        List<Path> drawn =
                circle == null
                        ? ofModel(new ModelFolders(home).find(String.valueOf(model)))
                        : ofCircle(home, circle);
        parent.streams().out().println("The report is " + drawn.getFirst() + ".");
        drawn.stream()
                .skip(1)
                .forEach(file -> parent.streams().out().println("The loss curve is " + file + "."));
    }

    private static List<Path> ofModel(ModelFolder model) {
        return LiveReport.redraw(model.weights(), model.name(), RunState.FINISHED);
    }

    private List<Path> ofCircle(Home home, Circle named) {
        Path run = home.run(named.name());
        if (TrainingRun.isInterrupted(run)) {
            return unfinished(home, run, named);
        }
        return ofModel(new ModelFolders(home).live(named));
    }

    /// Whoever trains the run draws the report itself.
    private List<Path> unfinished(Home home, Path run, Circle named) {
        Optional<Home.Lock> free = home.tryLockRun(named.name());
        if (free.isPresent()) {
            try (Home.Lock _ = free.get()) {
                return LiveReport.redraw(run, named.name(), RunState.STOPPED);
            }
        }
        Path page = run.resolve(LiveReport.PAGE);
        if (!Files.exists(page)) {
            throw new UserError(
                    named + " is being trained by another process.",
                    "Its report will be " + page + ".");
        }
        Understudy.parentOf(understudy)
                .streams()
                .err()
                .println(
                        named
                                + " is being trained by another process, which draws the report"
                                + " itself.");
        return List.of(page);
    }
}
