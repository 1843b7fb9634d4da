package dev.understudy.cli.nightly;

import dev.understudy.archive.Archive;
import dev.understudy.cli.nightly.Preparation.Prospect;
import dev.understudy.cli.training.Material;
import dev.understudy.cli.training.Permission;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.cli.training.TrainingSession.Notes;
import dev.understudy.clone.Models;
import dev.understudy.clone.night.NightSettings.Learning;
import dev.understudy.corpus.split.Lesson;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.likeness.Canaries;
import dev.understudy.nightly.Intake.Flood;
import dev.understudy.nightly.Night;
import dev.understudy.nightly.Night.Origin;
import dev.understudy.nightly.Night.Planted;
import dev.understudy.nightly.NightRecipe;
import dev.understudy.nightly.Predecessor;
import dev.understudy.nightly.Rejections;
import dev.understudy.recipe.Keys;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Layer.Given;
import dev.understudy.recipe.Recipe;
import java.util.List;
import java.util.Optional;

/// Makes the run of a night.
record Beginning(Permission permission, TrainingSession session) {
    private static final Planted NOTHING = new Planted(0, 0);

    private Models models() {
        return new Models(permission.home().model(permission.circle().name()));
    }

    /// What is noted of a training that no night began.
    static Night ofInterrupted(TrainingRun run) {
        return new Night(
                "",
                false,
                Optional.empty(),
                run.corpus().card().to(),
                0,
                1,
                new Flood(Optional.empty(), 0, 0),
                NOTHING,
                new Origin(run.plan().preset(), run.plan().recipe().values()),
                List.of());
    }

    /// Makes the run that `prospect` promises.
    ///
    /// @param faults of exports that were taken in
    void begin(NightOrder order, Prospect prospect, Archive archive, List<String> faults) {
        Learning learning = permission.settings().get().nightly().learning();
        Optional<Predecessor> before = prospect.before();
        Planted planted =
                before.isEmpty()
                        ? NOTHING
                        : new Planted(learning.canaries(), order.job().hashCode());
        Recipe recipe =
                before.map(one -> NightRecipe.of(permission.circle(), one, learning).recipe())
                        .orElseGet(this::anew);
        Night night =
                new Night(
                        order.job(),
                        true,
                        before.map(Predecessor::since),
                        prospect.intake().until(),
                        prospect.intake().fresh(),
                        1 + before.map(this::attempts).orElse(0),
                        prospect.intake().flood(),
                        planted,
                        before.map(Predecessor::origin)
                                .orElseGet(() -> new Origin(recipe.preset(), recipe.values())),
                        faults);
        Optional<Lesson> lesson =
                before.map(one -> lesson(one, prospect, learning, planted))
                        .or(() -> anewAfter(prospect));
        Material material = permission.messages(archive);
        session.start(ofThoseLeft(recipe, material), material, new Notes(lesson, night::writeTo));
    }

    /// Of those whose lines alone are learnt, some may be gone.
    private static Recipe ofThoseLeft(Recipe recipe, Material material) {
        List<String> chosen = recipe.find(Keys.SPEAKERS).orElse(List.of());
        List<String> left = chosen.stream().filter(material.speakers()::contains).toList();
        return left.isEmpty() || left.equals(chosen)
                ? recipe
                : recipe.with(
                        Layer.of(
                                "who is left",
                                Keys.SPEAKERS.name() + "=" + String.join(",", left)));
    }

    /// Where a model begins anew that spoke before, its friends should not lose last week's habits.
    /// That takes times, which transcripts do not have.
    private Optional<Lesson> anewAfter(Prospect prospect) {
        boolean timed = prospect.intake().fresh() > prospect.intake().older();
        return models().live().filter(_ -> timed).map(_ -> Lesson.ofAll());
    }

    private int attempts(Predecessor before) {
        return Rejections.among(models(), before.since()).attempts();
    }

    private Lesson lesson(
            Predecessor before, Prospect prospect, Learning learning, Planted planted) {
        boolean all =
                before.addedSince(prospect.intake())
                        >= permission.settings().get().nightly().newMessages();
        return NightRecipe.lesson(
                before, learning, all, new Canaries(planted.seed(), planted.count())::turns);
    }

    /// As the model was first trained, or as one is that nobody said more about.
    private Recipe anew() {
        Origin origin = Predecessor.originOf(models()).orElse(Predecessor.SCRATCH);
        List<Given> said =
                origin.settings().entrySet().stream()
                        .map(one -> new Given(one.getKey(), one.getValue(), ""))
                        .toList();
        return Recipe.of(origin.preset(), Layer.of("the first training", said));
    }
}
