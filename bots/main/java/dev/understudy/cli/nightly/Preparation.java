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
import dev.understudy.finetune.Derived;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.jobs.Job.Outcome;
import dev.understudy.nightly.Intake;
import dev.understudy.nightly.Night;
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
/// @param zone by whose days the friends live
record Preparation(Permission permission, TrainingSession session, Archive archive, ZoneId zone) {
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
            goOn(order);
            return Optional.empty();
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
        faults.forEach(session.streams().err()::println);
        new Beginning(permission, session).begin(order, prospect, archive);
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
    }

    /// An interrupted training is brought to its end before another begins.
    private void goOn(NightOrder order) {
        Path notes = TrainingRun.notes(run());
        Night.in(notes)
                .orElseGet(() -> Beginning.ofInterrupted(TrainingRun.resume(run())))
                .of(order.job())
                .writeTo(notes);
    }

    private Optional<Path> watched() {
        return Optional.ofNullable(settings().watch().get(circle()));
    }

    /// Looks without changing anything but what is held back from now on.
    Prospect prospect(NightOrder order) {
        Upkeep upkeep = new Upkeep(home(), circle());
        upkeep.markStale(archive);
        Models models = upkeep.models();
        Optional<Predecessor> before = Predecessor.among(models);
        if (!order.release()) {
            before.flatMap(one -> Rejections.among(models, one.since()).heldBack())
                    .ifPresent(
                            stretch ->
                                    archive.heldBack(circle())
                                            .add(stretch, session.clock().instant()));
        }
        Intake intake = intake(before);
        return new Prospect(before, intake, skipped(order, models, before, intake));
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
                zone);
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
                intake.fresh()
                        + before.map(one -> one.addedSince(intake))
                                .orElseGet(() -> Predecessor.addedSince(models, intake));
        int needed = order.anyway() ? 1 : settings().newMessages();
        return mustGo || added >= needed
                ? Optional.empty()
                : Optional.of(
                        "Nothing was learnt: %,d new %s, %,d needed."
                                .formatted(added, added == 1 ? "message" : "messages", needed));
    }
}
