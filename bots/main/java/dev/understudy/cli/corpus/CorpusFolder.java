package dev.understudy.cli.corpus;

import dev.understudy.chat.Circle;
import dev.understudy.corpus.Corpus;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which corpus a command is about: that in a folder, or that of a circle.
final class CorpusFolder {
    @Option(
            names = "--circle",
            paramLabel = "<name>",
            order = 0,
            description =
                    "The circle whose corpus it is: the one that corpus build wrote, else that of"
                            + " its last training.")
    private @Nullable Circle circle;

    @Option(
            names = "--folder",
            paramLabel = "<folder>",
            order = 1,
            description = "The corpus in this folder instead.")
    private @Nullable Path folder;

    /// The corpus that was named. Throws UserError when there is none.
    Corpus open(Home home) {
        if (folder != null) {
            return Corpus.open(folder);
        }
        if (circle == null) {
            throw new UserError(
                    "There is no telling which corpus is meant.", "Name a --circle or a --folder.");
        }
        Path built = home.corpus(circle.name());
        Path trained = TrainingRun.corpusFolder(home.run(circle.name()));
        for (Path place : new Path[] {built, trained}) {
            if (Files.isDirectory(place)) {
                return Corpus.open(place);
            }
        }
        throw new UserError(
                "The circle " + circle + " has no corpus yet.",
                "Build it: understudy corpus build --circle " + circle);
    }

    /// Throws UserError when `folder` holds something else than a corpus, whose files would go.
    static void requireOurs(Path folder) {
        if (!Files.exists(folder) || Files.exists(folder.resolve("corpus.json"))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isEmpty()) {
                return;
            }
        } catch (IOException unreadable) {
            throw new UserError(
                    folder + " cannot be read: " + unreadable.getMessage() + ".",
                    "Choose another folder with --out.",
                    unreadable);
        }
        throw new UserError(
                folder + " holds other files, and no corpus.", "Choose another folder with --out.");
    }
}
