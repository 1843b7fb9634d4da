package dev.understudy.finetune;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusCard;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// What was made of a circle's messages and holds their words, besides its models: the corpus that
/// was built to be looked at, and the last run with its own. The page of figures holds names.
///
/// What was made of texts stays. Every method throws UserError when the disk refuses. Thread-safe.
public record Derived(Home home, Circle circle) {

    /// Deletes all of it, because somebody was forgotten. Of a run that another process trains,
    /// that one deletes what is left within a step.
    public void forget() {
        withdraw(_ -> false);
        try {
            Files.deleteIfExists(home.stats(circle.name()));
        } catch (IOException undeletable) {
            throw cannotDelete(home.stats(circle.name()), undeletable);
        }
    }

    /// Deletes corpus and run, each if it holds words of somebody whose words may not be used.
    /// Returns whether one did.
    ///
    /// @param usable whether the words may be used of who is called so in a transcript
    public boolean withdraw(Predicate<SpeakerName> usable) {
        boolean any = false;
        Path built = home.corpus(circle.name());
        if (Files.exists(built) && isTainted(built, usable)) {
            any = true;
            try {
                Unfinished.delete(built);
            } catch (IOException undeletable) {
                throw cannotDelete(built, undeletable);
            }
        }
        Path run = home.run(circle.name());
        if (Files.exists(run) && isTainted(TrainingRun.corpusFolder(run), usable)) {
            any = true;
            TrainingRun.discard(home, circle.name());
        }
        return any;
    }

    /// Of what cannot be read nobody knows whose words it holds.
    private static boolean isTainted(Path corpus, Predicate<SpeakerName> usable) {
        Optional<CorpusCard> card = Corpus.card(corpus);
        return card.isEmpty()
                || card.get().speakers().keySet().stream()
                        .anyMatch(name -> !usable.test(new SpeakerName(name)));
    }

    private static UserError cannotDelete(Path path, IOException cause) {
        return new UserError(
                path + " cannot be deleted: " + cause.getMessage() + ".",
                "Delete it yourself: it was made of words that may not be used any more.",
                cause);
    }
}
