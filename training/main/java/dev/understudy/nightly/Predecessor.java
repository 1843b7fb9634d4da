package dev.understudy.nightly;

import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.version.State;
import dev.understudy.clone.version.Version;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusCard;
import dev.understudy.corpus.split.HeldOut;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.nightly.Night.Origin;
import dev.understudy.recipe.Recipe;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The version that a night goes on from.
///
/// @param version its checkpoint folder
/// @param since when the last message was said that it knows
/// @param held what it has not learnt from
/// @param messages how many it was made of; 0 where that is not known
/// @param recipe how it was trained
/// @param origin how its first ancestor was
public record Predecessor(
        Path version, Instant since, HeldOut held, long messages, Recipe recipe, Origin origin) {
    /// How a model begins of which nothing is known.
    public static final Origin SCRATCH = new Origin("from-scratch", Map.of());

    /// The one to go on from: the live version; where that saw somebody who was forgotten since,
    /// the last that spoke before and did not. Empty where there is none, or none that tells what
    /// it learnt: then all is learnt anew.
    public static Optional<Predecessor> among(Models models) {
        List<Version> versions = models.standings();
        Optional<Version> live =
                versions.stream().filter(one -> one.state() == State.LIVE).findFirst();
        if (live.isEmpty() || !live.get().stale()) {
            return live.flatMap(one -> of(models, one));
        }
        return cleanOnes(models).flatMap(one -> of(models, one).stream()).findFirst();
    }

    /// The last version of those that spoke before the live one and saw nobody who was forgotten.
    public static Optional<Path> clean(Models models) {
        return cleanOnes(models).map(Version::folder).findFirst();
    }

    private static Stream<Version> cleanOnes(Models models) {
        return models.standings().reversed().stream()
                .filter(one -> !one.stale())
                .filter(one -> one.state() == State.PREVIOUS || one.state() == State.RETIRED);
    }

    /// How many older messages came after it was made, with exports of earlier times: 0 where that
    /// is not known.
    public long addedSince(Intake intake) {
        return messages == 0 ? 0 : Math.max(0, intake.older() - messages);
    }

    /// How many messages came since the last version was made, where none is gone on from.
    public static long addedSince(Models models, Intake intake) {
        long known =
                models.standings().reversed().stream()
                        .filter(one -> !one.stale())
                        .findFirst()
                        .flatMap(last -> Corpus.card(last.folder()))
                        .map(CorpusCard::messages)
                        .orElse(0L);
        return Math.max(0, intake.all() - known);
    }

    private static Optional<Predecessor> of(Models models, Version version) {
        Path folder = version.folder();
        Optional<Recipe> recipe = TrainingRun.recipe(folder);
        Optional<CorpusCard> corpus = Corpus.card(folder);
        Optional<Instant> since =
                corpus.flatMap(CorpusCard::to)
                        .or(() -> ModelCard.read(folder).origin().flatMap(ModelCard.Origin::to));
        if (recipe.isEmpty() || since.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Predecessor(
                        folder,
                        since.get(),
                        corpus.flatMap(CorpusCard::heldOut).orElse(HeldOut.since(since.get())),
                        corpus.map(CorpusCard::messages).orElse(0L),
                        recipe.get(),
                        origin(models, folder).orElse(SCRATCH)));
    }

    /// What a night noted, or the settings of the training itself, or of the first in the line of
    /// versions that it goes back to. Empty where that is gone, or came without settings.
    private static Optional<Origin> origin(Models models, Path version) {
        Optional<Night> night = Night.in(version);
        if (night.isPresent()) {
            return night.map(Night::origin);
        }
        Optional<String> parent = ModelCard.read(version).parentNumber();
        if (parent.isEmpty()) {
            return TrainingRun.recipe(version)
                    .map(recipe -> new Origin(recipe.preset(), recipe.values()));
        }
        return models.versions().stream()
                .filter(folder -> folder.endsWith(parent.get()) && !folder.equals(version))
                .findFirst()
                .flatMap(before -> origin(models, before));
    }

    /// How the model that is live began, which a night that has to begin anew repeats; empty where
    /// there is none that tells.
    public static Optional<Origin> originOf(Models models) {
        try {
            return models.live().flatMap(live -> origin(models, live));
        } catch (UserError damaged) {
            return Optional.empty();
        }
    }
}
