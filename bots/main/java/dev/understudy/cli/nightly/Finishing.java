package dev.understudy.cli.nightly;

import dev.understudy.chat.Circle;
import dev.understudy.cli.training.Permission;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.cli.training.TrainingSession.Ending;
import dev.understudy.cli.training.Upkeep;
import dev.understudy.clone.version.Version;
import dev.understudy.finetune.Diverged;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.likeness.measuring.Stages;
import dev.understudy.nightly.Night;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.util.Optional;

/// The second half of a night, which needs no archive: trains the run that was prepared, judges
/// what comes of it, and lets it speak or not. Whatever of that was done before is not done again.
/// The caller holds the circle's run.
record Finishing(Permission permission, TrainingSession session) {
    private Circle circle() {
        return permission.circle();
    }

    private Home home() {
        return permission.home();
    }

    private Judging judging() {
        return new Judging(home(), circle(), permission.settings().get().gates());
    }

    /// Brings `job` to its end. Returns empty when it was told to stop: it goes on another time.
    /// Throws UserError when there is nothing to go on with, when the training diverges, or when
    /// the machine refuses.
    Optional<NightReport> finish(String job, Stages stages) {
        Optional<Version> made = judging().made(job);
        if (made.isEmpty()) {
            TrainingRun run = TrainingRun.resume(home().run(circle().name()));
            note(run, job);
            if (!isTrained(run)) {
                return Optional.empty();
            }
            made = judging().made(job);
        }
        try {
            return Optional.of(judging().judge(made.orElseThrow(), stages));
        } finally {
            tidy();
        }
    }

    private Path notes() {
        return TrainingRun.notes(home().run(circle().name()));
    }

    /// Whoever began it, it is this job's now.
    private void note(TrainingRun run, String job) {
        Night night = Night.in(notes()).orElseGet(() -> Beginning.ofInterrupted(run));
        if (!night.job().equals(job)) {
            night.of(job).writeTo(notes());
        }
    }

    /// Whether `run` came to its end. A night's that diverged would do so again and again: it goes,
    /// so that the next night can begin another.
    private boolean isTrained(TrainingRun run) {
        try {
            return session.train(run, Ending.JUDGED) == 0;
        } catch (Diverged diverged) {
            if (!Night.in(notes()).orElseThrow().own()) {
                throw diverged;
            }
            TrainingRun.discard(home(), circle().name());
            throw new UserError(
                    diverged.problem() + " The live version stays.",
                    "The next night begins another; a lower nightly: {learning-rate: ...} in"
                            + " understudy.yml keeps it steady.",
                    diverged);
        }
    }

    /// What came of the night stands whether or not older versions can be removed.
    private void tidy() {
        try {
            new Upkeep(permission.records(), circle())
                    .clear(session.clock().instant(), session.streams().err());
        } catch (UserError refused) {
            session.streams().err().println(refused.problem());
            session.streams().err().println("-> " + refused.remedy());
        }
    }
}
