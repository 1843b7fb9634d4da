package dev.understudy.cli.nightly;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.nightly.Preparation.Prospect;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.cli.storage.Records;
import dev.understudy.cli.training.Permission;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.jobs.Job.Outcome;
import dev.understudy.nightly.Night;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `understudy retrain`: one night's work, now.
@Command(
        name = "retrain",
        header = "Let a circle's model learn from what is new, if that makes it no worse.",
        description = {
            "",
            "Takes in the exports that understudy.yml watches, goes on from the live version with"
                    + " what is new and a sample of what is older, measures the new version beside"
                    + " the live one on talk that neither has learnt from, and lets it speak if it"
                    + " passes every gate. Else the live one stays, and the report says why."
        },
        footer = {"", "Example:", "  understudy retrain --circle friends --dry-run"})
public final class RetrainCommand implements Callable<Integer> {
    @ParentCommand private @Nullable Workplace understudy;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            required = true,
            order = 0,
            description = "The circle whose model to train.")
    private Circle circle;

    @Option(
            names = "--dry-run",
            order = 1,
            description = "Only say what it would do: imports, trains and changes nothing.")
    private boolean dryRun;

    @Option(
            names = "--anyway",
            order = 2,
            description = "Learn even if less is new than understudy.yml asks for.")
    private boolean anyway;

    @Option(
            names = "--held-back",
            order = 3,
            description =
                    "Learn also from the messages of rejected nights, which are held back"
                            + " otherwise.")
    private boolean heldBack;

    @Option(
            names = "--resume",
            order = 4,
            description = "Go on with the night that was interrupted.")
    private boolean resume;

    @Option(names = "--job", hidden = true, description = "Which job it is.")
    private @Nullable String job;

    @Option(names = "--json", order = 5, description = "Print one line of JSON.")
    private boolean json;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        Workplace workplace = Objects.requireNonNull(understudy, "picocli sets the parent command");
        Home home = workplace.home();
        Permission permission = new Permission(home, circle, config.settings(home));
        TrainingSession session =
                new TrainingSession(permission, workplace.streams(), Clock.systemUTC());
        if (dryRun) {
            tell(permission, session);
            return 0;
        }
        try (Home.Lock _ = home.lockRun(circle.name())) {
            try {
                return reported(permission, session);
            } finally {
                TrainingRun.clear(home.run(circle.name()));
            }
        }
    }

    private int reported(Permission permission, TrainingSession session) {
        Streams streams = session.streams();
        String id = id(permission.home(), session);
        Optional<NightReport> report =
                resume
                        ? Optional.empty()
                        : prepared(permission, session, new NightOrder(id, anyway, heldBack));
        if (report.isEmpty()) {
            try (NightStages stages = new NightStages(streams, session.clock())) {
                report = new Finishing(permission, session).finish(id, stages);
            }
        }
        report.ifPresent(found -> streams.out().println(json ? found.json() : found.told()));
        Outcome outcome = report.map(NightReport::outcome).orElse(Outcome.FAILED);
        if (outcome == Outcome.REJECTED && job == null) {
            holdBack(permission, session);
        }
        return outcome == Outcome.FAILED ? 1 : 0;
    }

    /// At once if nobody else has the archive, else when the next night is prepared.
    private static void holdBack(Permission permission, TrainingSession session) {
        Optional<Records.Held> free = permission.records().tryOpen();
        if (free.isPresent()) {
            try (Records.Held held = free.get()) {
                new Preparation(permission, session, held.archive()).holdBack();
            }
        }
    }

    /// That of the night that is gone on with; else a new one.
    private String id(Home home, TrainingSession session) {
        if (job != null) {
            return job;
        }
        return Optional.of(TrainingRun.notes(home.run(circle.name())))
                .filter(_ -> resume)
                .flatMap(Night::in)
                .map(Night::job)
                .orElseGet(() -> circle + "." + session.clock().instant());
    }

    private Optional<NightReport> prepared(
            Permission permission, TrainingSession session, NightOrder order) {
        try (Records.Held records = open(permission)) {
            requireCircle(permission, records.archive());
            return new Preparation(permission, session, records.archive()).prepare(order);
        }
    }

    private static Records.Held open(Permission permission) {
        return permission
                .records()
                .tryOpen()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "Another understudy process has the archive: the bots,"
                                                + " perhaps.",
                                        "An operator's /retrain does the same while they run; or"
                                                + " stop them first."));
    }

    /// A circle that nothing was imported for may have exports that are watched.
    private void requireCircle(Permission permission, Archive archive) {
        boolean watched = permission.settings().get().nightly().watch().containsKey(circle);
        if (!watched && archive.messageCount(circle) == 0) {
            throw new UserError(
                    "The circle " + circle + " has no messages yet.",
                    "Import some: understudy import result.json --circle " + circle);
        }
    }

    private void tell(Permission permission, TrainingSession session) {
        try (Records.Held records = open(permission)) {
            requireCircle(permission, records.archive());
            Prospect prospect =
                    new Preparation(permission, session, records.archive())
                            .prospect(new NightOrder("", anyway, true));
            session.streams()
                    .out()
                    .println(new ProspectText(circle, permission.settings().get()).of(prospect));
        }
    }
}
