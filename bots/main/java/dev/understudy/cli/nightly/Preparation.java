package dev.understudy.cli.nightly;

import dev.understudy.archive.Archive;
import dev.understudy.archive.night.HeldBack;
import dev.understudy.archive.people.Willing;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.cli.training.Permission;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.cli.training.Upkeep;
import dev.understudy.clone.Models;
import dev.understudy.clone.night.NightSettings;
import dev.understudy.clone.version.Seal;
import dev.understudy.finetune.Derived;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.jobs.Job.Outcome;
import dev.understudy.nightly.Intake;
import dev.understudy.nightly.Predecessor;
import dev.understudy.nightly.Rejections;
import dev.understudy.settings.Home;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The first half of a night, where the archive is open: takes in what was exported, looks how much
/// is new, and makes the run that the second half trains. Throws UserError when the archive or the
/// disk refuses, or the corpus is too small. The caller holds the circle's run.
///
/// @param session builds the corpus
record Preparation(Permission permission, TrainingSession session, Archive archive) {
    private Circle circle() {
        return permission.circle();
    }

    private Home home() {
        return permission.home();
    }

    private Path run() {
        return home().run(circle().name());
    }

    private NightSettings settings() {
        return permission.settings().get().nightly();
    }

    /// By whose days the friends live.
    private ZoneId zone() {
        return settings().time().map(NightSettings.Time::zone).orElse(ZoneId.systemDefault());
    }

    /// What a night would do.
    ///
    /// @param before the version to go on from; empty where all is learnt anew
    /// @param intake what is new
    /// @param skipped why nothing is to be done; empty where there is
    record Prospect(Optional<Predecessor> before, Intake intake, Optional<String> skipped) {}

    /// Makes the run for `order`. Returns what to report where there is none to be made.
    Optional<NightReport> prepare(NightOrder order) {
        withdraw();
        if (TrainingRun.isInterrupted(run())) {
            return Optional.empty(); // it is brought to its end before another begins
        }
        List<String> faults = new TakingIn(session.streams(), archive, circle()).all(watched());
        if (order.release()) {
            archive.heldBack(circle()).release();
        }
        Prospect prospect = prospect(order);
        if (prospect.skipped().isPresent()) {
            return Optional.of(
                    NightReport.without(
                                    circle(),
                                    order.job(),
                                    Outcome.SKIPPED,
                                    prospect.skipped().get())
                            .and(faults));
        }
        new Beginning(permission, session).begin(order, prospect, archive, faults);
        withdraw();
        return TrainingRun.isInterrupted(run())
                ? Optional.empty()
                : Optional.of(
                        NightReport.without(
                                circle(),
                                order.job(),
                                Outcome.FAILED,
                                "Somebody took their words back meanwhile; the next night begins"
                                        + " without them."));
    }

    /// Deletes what was built from words that may not be used any more.
    private void withdraw() {
        new Derived(home(), circle()).withdraw(permission.usable(archive));
        TrainingRun.clear(run());
    }

    private Optional<Path> watched() {
        return Optional.ofNullable(settings().watch().get(circle()));
    }

    /// Looks without changing anything but what is held back from now on.
    Prospect prospect(NightOrder order) {
        Upkeep upkeep = new Upkeep(permission.records(), circle());
        upkeep.markStale(archive);
        Models models = upkeep.models();
        Optional<Predecessor> before = Predecessor.among(models);
        before.map(Predecessor::version).map(Seal::new).ifPresent(Seal::requireWhole);
        if (!order.release()) {
            holdBack();
        }
        Intake intake = intake(before);
        return new Prospect(before, intake, skipped(order, models, before, intake));
    }

    /// Holds back what the last night was rejected for, from every training.
    void holdBack() {
        Models models = new Models(home().model(circle().name()));
        Predecessor.among(models)
                .flatMap(one -> Rejections.among(models, one.since()).heldBack())
                .ifPresent(
                        stretch ->
                                archive.heldBack(circle()).add(stretch, session.clock().instant()));
    }

    private Intake intake(Optional<Predecessor> before) {
        HeldBack back = archive.heldBack(circle());
        Predicate<Message> held = back.filter();
        Willing willing = archive.roster(circle()).willing(permission.policy());
        return Intake.of(
                sink ->
                        archive.forEachMessage(
                                circle(),
                                message -> {
                                    if (!held.test(message)) {
                                        sink.accept(message);
                                    }
                                }),
                willing,
                before.map(Predecessor::since),
                zone());
    }

    private Optional<String> skipped(
            NightOrder order, Models models, Optional<Predecessor> before, Intake intake) {
        boolean mustGo =
                models.standings().stream()
                        .anyMatch(
                                one ->
                                        one.stale()
                                                && models.live().equals(Optional.of(one.folder())));
        long added =
                before.map(one -> intake.fresh() + one.addedSince(intake))
                        .orElseGet(() -> Predecessor.addedSince(models, intake));
        int needed = order.anyway() ? 1 : settings().newMessages();
        return mustGo || added >= needed
                ? Optional.empty()
                : Optional.of(
                        "Nothing was learnt: %,d new %s, %,d needed."
                                .formatted(added, added == 1 ? "message" : "messages", needed));
    }
}
