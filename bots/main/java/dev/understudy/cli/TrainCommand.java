package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.cli.training.TrainingOptions;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "Learns a vocabulary and a GPT-2 from nothing. Ctrl-C saves and stops; --resume goes on"
                    + " as if nothing had happened."
        },
        footer = {"", "Example:", "  understudy train --circle friends --steps 3000"})
final class TrainCommand implements Callable<Integer> {
    @ParentCommand private @Nullable Understudy understudy;
    @Spec private CommandSpec spec;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            required = true,
            description = "The circle whose model to train.")
    private Circle circle;

    @Option(
            names = "--text",
            paramLabel = "<file>",
            description = "Train on this text file as it is, instead of on the circle's messages.")
    private @Nullable Path text;

    @Option(
            names = "--resume",
            description = "Go on with the run that was interrupted, with its own settings.")
    private boolean resume;

    @Option(names = "--fresh", description = "Discard a run that was interrupted.")
    private boolean fresh;

    @Mixin private TrainingOptions options = new TrainingOptions();

    @Override
    public Integer call() {
        Understudy parent = Understudy.parentOf(understudy);
        requireUsable(options);
        Home home = parent.home();
        try (Home.Lock _ = home.lock()) {
            TrainingSession session =
                    new TrainingSession(home, circle, parent.streams(), Clock.systemUTC());
            return resume ? resume(home, session) : start(home, session);
        }
    }

    private int resume(Home home, TrainingSession session) {
        if (fresh || text != null) {
            UserError wrong =
                    new UserError(
                            "--resume goes on with the run as it is; --fresh and --text start"
                                    + " another.",
                            "Leave out one of them.");
            throw new ParameterException(spec.commandLine(), wrong.problem(), wrong);
        }
        return session.train(TrainingRun.resume(home.run(circle.name())));
    }

    private int start(Home home, TrainingSession session) {
        Path folder = home.run(circle.name());
        if (TrainingRun.isInterrupted(folder) && !fresh) {
            throw new UserError(
                    "A run of " + circle + " was interrupted and is kept in " + folder + ".",
                    "Go on with --resume, or discard it with --fresh.");
        }
        Optional<Path> plainText = Optional.ofNullable(text);
        return session.train(
                session.start(
                        corpus -> {
                            CorpusBuilder builder = options.corpusBuilder(corpus);
                            return plainText
                                    .map(builder::fromText)
                                    .orElseGet(() -> session.buildCorpus(builder));
                        },
                        options));
    }

    /// Settings out of their range are wrong usage, found before anything is touched.
    private void requireUsable(TrainingOptions options) {
        try {
            options.check();
        } catch (UserError wrong) {
            throw new ParameterException(spec.commandLine(), wrong.problem(), wrong);
        }
    }
}
