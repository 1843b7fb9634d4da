package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.cli.training.TrainingOptions;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.CorpusSettings;
import dev.understudy.corpus.VocabularyChoice;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

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

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            required = true,
            description = "The circle whose model to train.")
    private String circle = "";

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
        Home home = parent.home();
        Circle trained = new Circle(circle);
        try (Home.Lock _ = home.lock()) {
            TrainingSession session =
                    new TrainingSession(home, trained, parent.streams(), Clock.systemUTC());
            return resume ? resume(home, trained, session) : start(home, trained, session);
        }
    }

    private int resume(Home home, Circle trained, TrainingSession session) {
        if (fresh || text != null) {
            throw new UserError(
                    "--resume goes on with the run as it is; --fresh and --text start another.",
                    "Leave out one of them.");
        }
        return session.train(TrainingRun.resume(home.run(trained.name())));
    }

    private int start(Home home, Circle trained, TrainingSession session) {
        Path folder = home.run(trained.name());
        if (!fresh && TrainingRun.isInterrupted(folder)) {
            throw new UserError(
                    "A run of " + trained + " was interrupted and is kept in " + folder + ".",
                    "Go on with --resume, or discard it with --fresh.");
        }
        CorpusBuilder builder =
                new CorpusBuilder(
                        CorpusSettings.standard(options.block()),
                        new VocabularyChoice.Learned(options.vocabulary()),
                        TrainingRun.corpusFolder(TrainingRun.next(folder)));
        Optional<Path> plainText = Optional.ofNullable(text);
        if (plainText.isPresent()) {
            builder.fromText(plainText.get());
        } else {
            session.buildCorpus(builder);
        }
        return session.train(session.start(options::plan));
    }
}
