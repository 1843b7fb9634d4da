package dev.understudy.cli.nightly;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.console.OwnProgram;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.storage.Records;
import dev.understudy.cli.training.Permission;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.clone.version.Version;
import dev.understudy.configuration.Configuration;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.jobs.Job;
import dev.understudy.jobs.Job.Outcome;
import dev.understudy.jobs.Job.Reason;
import dev.understudy.jobs.Reporting;
import dev.understudy.jobs.Result;
import dev.understudy.jobs.Work;
import dev.understudy.likeness.measuring.Stages;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// Does the jobs of circles: prepares a night here, where the archive is open, and trains and
/// judges in another process, whose crash or want of memory touches nobody here. Thread-safe.
public final class NightWork implements Work {
    /// The exit code of a command that tells why it failed.
    private static final int UNDERSTOOD = 1;

    /// Those of one that was told to stop, by Ctrl-C or SIGTERM.
    private static final Set<Integer> STOPPED = Set.of(130, 143);

    private static final String WORDS = "training.log";
    private static final int LOOK_SECONDS = 1;

    private final Home home;
    private final Supplier<Configuration> settings;
    private final Streams streams;
    private final OwnProgram program;
    private final Archives archives;

    /// Lends the archive to some work.
    @FunctionalInterface
    public interface Archives {
        /// What `use` makes of it.
        Optional<NightReport> with(Function<Archive, Optional<NightReport>> use);

        /// One that is open for each use.
        static Archives of(Records records) {
            return use -> {
                try (Records.Held held = records.open()) {
                    return use.apply(held.archive());
                }
            };
        }
    }

    /// @param settings says whose words may be used in a circle, what is private, and how to learn
    /// @param program trains
    public NightWork(
            Home home,
            Supplier<Configuration> settings,
            Streams streams,
            OwnProgram program,
            Archives archives) {
        this.home = home;
        this.settings = settings;
        this.streams = streams;
        this.program = program;
        this.archives = archives;
    }

    @Override
    public Optional<Result> run(Job job, Reporting reporting) throws InterruptedException {
        try {
            return new Doing(job, reporting).result();
        } catch (UserError refused) {
            return Optional.of(Result.failed(refused));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /// One job while it is done.
    private final class Doing {
        private final Job job;
        private final Circle circle;
        private final Reporting reporting;
        private final Judging judging;

        Doing(Job job, Reporting reporting) {
            this.job = job;
            this.reporting = reporting;
            circle = job.circle();
            judging = new Judging(home, circle, settings.get().gates());
        }

        Optional<Result> result() throws IOException, InterruptedException {
            Optional<Optional<NightReport>> prepared = prepared();
            if (prepared.isEmpty()) {
                return Optional.empty();
            }
            if (prepared.get().isPresent()) {
                return prepared.get().map(NightReport::result);
            }
            if (!reporting.confirmed()) {
                return Optional.empty();
            }
            Path words = home.run(circle.name()).resolve(WORDS);
            Process process = started(words);
            try {
                while (!process.waitFor(LOOK_SECONDS, TimeUnit.SECONDS)) {
                    reporting.progress(progress());
                    if (reporting.stopping()) {
                        return Optional.empty();
                    }
                }
            } finally {
                process.destroy(); // it saves and ends
                process.waitFor();
            }
            if (STOPPED.contains(process.exitValue())) {
                return Optional.empty();
            }
            Result result = ended(process.exitValue(), words);
            if (result.outcome() == Outcome.REJECTED) {
                archives.with(this::holdBack);
            }
            return Optional.of(result);
        }

        private Optional<NightReport> holdBack(Archive archive) {
            preparation(archive).holdBack();
            return Optional.empty();
        }

        /// What to report, and empty within where there is a run to be trained; empty when told to
        /// stop. A worker that died may have left its training, or its judging, to itself: it is
        /// waited for.
        private Optional<Optional<NightReport>> prepared() throws InterruptedException {
            reporting.progress("the corpus is being built");
            Optional<Home.Lock> run = home.tryLockRun(circle.name());
            while (run.isEmpty()) {
                reporting.progress("another process trains it");
                TimeUnit.SECONDS.sleep(LOOK_SECONDS);
                if (reporting.stopping()) {
                    return Optional.empty();
                }
                run = home.tryLockRun(circle.name());
            }
            try (Home.Lock _ = run.get()) {
                return Optional.of(
                        judging.made(job.id()).isPresent()
                                ? Optional.empty()
                                : archives.with(this::prepare));
            }
        }

        private Optional<NightReport> prepare(Archive archive) {
            boolean asked = job.asked().reason() == Reason.ASKED;
            return preparation(archive).prepare(new NightOrder(job.id(), asked, false));
        }

        private Preparation preparation(Archive archive) {
            Permission permission = new Permission(home, circle, settings);
            TrainingSession session = new TrainingSession(permission, streams, Clock.systemUTC());
            return new Preparation(permission, session, archive);
        }

        private Process started(Path words) throws IOException {
            Files.createDirectories(words.resolveSibling("."));
            return program.start(
                    words,
                    "retrain",
                    "--resume",
                    "--job",
                    job.id(),
                    "--circle",
                    circle.name(),
                    "--home",
                    home.folder().toAbsolutePath().toString(),
                    "--store",
                    home.store().toAbsolutePath().toString());
        }

        private String progress() {
            try {
                if (judging.made(job.id()).isPresent()) {
                    return "the new version is being judged";
                }
                return TrainingRun.advance(home.run(circle.name())).toString();
            } catch (UserError unreadable) { // between two states, or for a moment
                return "it is about to end";
            }
        }

        private Result ended(int code, Path words) throws IOException {
            Optional<Version> made = judging.made(job.id());
            if (code == 0 && made.isPresent()) {
                return judging.judge(made.get(), Stages.NONE).result();
            }
            return Result.of(Outcome.FAILED, failure(code, words));
        }

        /// What a command that knows why it failed says last is what and what to do. What the model
        /// wrote stands indented, and is not told.
        private static String failure(int code, Path words) throws IOException {
            List<String> lines = Files.exists(words) ? Files.readAllLines(words) : List.of();
            List<String> last = lines.subList(Math.max(0, lines.size() - 2), lines.size());
            return code == UNDERSTOOD && last.stream().noneMatch(line -> line.startsWith(" "))
                    ? String.join("\n", last)
                    : "it ended with code %d; the next night or /retrain goes on with it. Its words"
                                    .formatted(code)
                            + " are in "
                            + words
                            + ".";
        }
    }
}
