package dev.understudy.cli.doctor;

import dev.understudy.archive.Archive;
import dev.understudy.archive.night.HeldBack.Stretch;
import dev.understudy.chat.Circle;
import dev.understudy.cli.jobs.Shift;
import dev.understudy.configuration.Configuration;
import dev.understudy.jobs.Job;
import dev.understudy.jobs.Job.Outcome;
import dev.understudy.jobs.JobBook;
import dev.understudy.jobs.nights.NightBook;
import dev.understudy.settings.UserError;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at what nights need, and at how the last ones went.
///
/// @param clock tells how long a job waits
record NightCheckup(Configuration configuration, Archive archive, InstantSource clock) {
    private static final String NIGHTS = "nights";
    private static final Duration LONG = Duration.ofDays(1);

    List<Check> run() {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of(NIGHTS, this::plan));
        new NightBook(archive.source(), clock)
                .disputes()
                .forEach(dispute -> checks.add(Check.trouble(NIGHTS, dispute)));
        configuration
                .nightly()
                .watch()
                .forEach(
                        (circle, folder) -> {
                            if (!Files.exists(folder)) {
                                checks.add(
                                        Check.trouble(
                                                NIGHTS,
                                                "%s, which is watched for %s, is not there."
                                                        .formatted(folder, circle),
                                                "Make it, or take it out of nightly.watch."));
                            }
                        });
        for (Circle circle : archive.circles()) {
            lately(circle).ifPresent(checks::add);
            held(circle).ifPresent(checks::add);
        }
        return checks;
    }

    private Check plan() {
        boolean planned = !Shift.plans(configuration).isEmpty();
        return planned
                ? Check.ok(
                        NIGHTS,
                        configuration
                                .nightly()
                                .time()
                                .map(time -> time.cron() + " in " + time.zone())
                                .orElse(""))
                : Check.off(NIGHTS, "nightly.at is not set: nobody learns by themselves");
    }

    /// What is to be said of the circle's last job.
    private Optional<Check> lately(Circle circle) {
        Instant now = clock.instant();
        return new JobBook(archive.source(), clock)
                .latest(circle, 1).stream().findFirst().flatMap(job -> trouble(circle, job, now));
    }

    private static Optional<Check> trouble(Circle circle, Job job, Instant now) {
        if (job.ended().map(Job.Ended::outcome).equals(Optional.of(Outcome.FAILED))) {
            return Optional.of(
                    Check.trouble(
                            NIGHTS,
                            "The last training of %s failed: %s"
                                    .formatted(
                                            circle, job.standing().lines().findFirst().orElse("")),
                            "Mend that, then ask for another: /retrain, or understudy retrain."));
        }
        Duration age = Duration.between(job.asked().at(), now);
        return job.ended().isEmpty() && age.compareTo(LONG) > 0
                ? Optional.of(
                        Check.trouble(
                                NIGHTS,
                                "A training of %s was asked for %d hours ago and has not ended: %s."
                                        .formatted(circle, age.toHours(), job.standing()),
                                "See that the bots or a worker run, and what their log says."))
                : Optional.empty();
    }

    private Optional<Check> held(Circle circle) {
        List<Stretch> held = archive.heldBack(circle).stretches();
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Check.trouble(
                                NIGHTS,
                                "Messages of %s are held back from learning since %s: %s."
                                        .formatted(
                                                circle,
                                                held.getLast().from(),
                                                held.getLast().reason()),
                                "understudy jobs lists them. Delete or exclude what is spam, then"
                                        + " understudy retrain --held-back lets the rest be"
                                        + " learnt."));
    }

    /// With the system's clock.
    static List<Check> of(Configuration configuration, Archive archive) {
        try {
            return new NightCheckup(configuration, archive, InstantSource.system()).run();
        } catch (UserError unusable) {
            return List.of(Check.trouble(NIGHTS, unusable));
        }
    }
}
