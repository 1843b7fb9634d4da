package dev.understudy.cli.serving;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.training.Permission;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.clone.Models;
import dev.understudy.configuration.Configuration;
import dev.understudy.finetune.Derived;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.recipe.Recipe;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Trains circles while their clones are on stage: builds the corpus here, where the archive is
/// open, and trains in another process, which publishes the version. Thread-safe.
///
/// A training that is interrupted, by the end of this process too, stays and is gone on with by the
/// next [#begin].
final class Retraining implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retraining.class);

    /// The exit code of a command that tells why it failed.
    private static final int UNDERSTOOD = 1;

    private static final String WORDS = "training.log";

    private final Home home;
    private final Archive archive;
    private final Streams streams;
    private final OwnProgram program;
    private final Supplier<Configuration> configuration;
    private final Map<Circle, Job> jobs = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// @param streams told what is trained
    /// @param configuration says whose words may be used in a circle, and what is private
    Retraining(
            Home home,
            Archive archive,
            Streams streams,
            OwnProgram program,
            Supplier<Configuration> configuration) {
        this.configuration = configuration;
        this.home = home;
        this.archive = archive;
        this.streams = streams;
        this.program = program;
    }

    /// Begins to train `circle` on all that it wrote, with the settings of its live version, or
    /// those of `understudy train` where there is none. Goes on with an interrupted training
    /// instead. Returns what to say about it; throws UserError while one is under way.
    ///
    /// @param later is told how it ended, on another thread
    String begin(Circle circle, Consumer<String> later) {
        Job job = new Job(circle, later);
        Job running = jobs.putIfAbsent(circle, job);
        if (running != null) {
            throw new UserError(
                    circle + " is being trained already: " + running.state() + ".",
                    "/status tells how far it is.");
        }
        boolean interrupted = job.isGoneOnWith();
        Thread.ofPlatform().name("training of " + circle).start(job::train);
        return "%s %s. The clones stay; /status tells how far it is, and you are told when it ends."
                .formatted(
                        interrupted
                                ? "An interrupted training goes on: that of"
                                : "A training begins: that of",
                        circle);
    }

    /// How far the training of `circle` has come, as in `step 250 of 1,000`; empty when there is
    /// none.
    Optional<String> state(Circle circle) {
        return Optional.ofNullable(jobs.get(circle)).map(Job::state);
    }

    /// Deletes what was built from the words of those in `circle` who may not be used any more. A
    /// training that is under way stops. Throws UserError when the disk refuses.
    void withdraw(Circle circle) {
        new Derived(home, circle).withdraw(permission(circle).usable(archive));
    }

    /// Deletes all that was built from the words of `circle`, of whom somebody was forgotten. A
    /// training that is under way stops. Throws UserError when the disk refuses.
    void forget(Circle circle) {
        Optional.ofNullable(jobs.get(circle)).ifPresent(job -> job.outdated = true);
        new Derived(home, circle).forget();
    }

    private Permission permission(Circle circle) {
        return new Permission(home, circle, configuration);
    }

    /// Circles whose training was interrupted and waits to be gone on with.
    List<Circle> interrupted(Iterable<Circle> circles) {
        List<Circle> waiting = new ArrayList<>();
        for (Circle circle : circles) {
            if (TrainingRun.isInterrupted(home.run(circle.name()))) {
                waiting.add(circle);
            }
        }
        return waiting;
    }

    /// One training.
    private final class Job {
        private final Circle circle;
        private final Consumer<String> later;
        private volatile Optional<Process> process = Optional.empty();

        /// Whether somebody was forgotten since it began.
        private volatile boolean outdated;

        Job(Circle circle, Consumer<String> later) {
            this.circle = circle;
            this.later = later;
        }

        Path run() {
            return home.run(circle.name());
        }

        /// Whether there is a training to be gone on with. One is not that has words of somebody
        /// who took them back, however that came about.
        boolean isGoneOnWith() {
            try {
                withdraw(circle);
            } catch (UserError undeletable) {
                jobs.remove(circle, this);
                throw undeletable;
            }
            return TrainingRun.isInterrupted(run());
        }

        String state() {
            return process.isEmpty() ? "the corpus is being built" : trained();
        }

        private String trained() {
            try {
                return TrainingRun.advance(run()).toString();
            } catch (UserError betweenTwo) {
                return "it is about to end";
            }
        }

        void train() {
            String end;
            try {
                end = ended();
            } catch (UserError refused) {
                end = refused.problem() + "\n" + refused.remedy();
            } catch (IOException | RuntimeException failed) {
                LOG.error("The training of {} failed", circle, failed);
                end = "The operators can see why in the log.";
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                end = "It was interrupted.";
            } finally {
                jobs.remove(circle, this);
            }
            if (!closed) {
                later.accept("Training of " + circle + ": " + end);
            }
        }

        private String ended() throws IOException, InterruptedException {
            if (!TrainingRun.isInterrupted(run())) {
                prepare();
                requireWilling();
            }
            Path words = run().resolve(WORDS);
            Process started =
                    program.start(
                            words,
                            "train",
                            "--resume",
                            "--circle",
                            circle.name(),
                            "--home",
                            home.folder().toAbsolutePath().toString(),
                            "--store",
                            home.store().toAbsolutePath().toString());
            process = Optional.of(started);
            if (closed) {
                started.destroy();
            }
            int code = started.waitFor();
            return code == 0 ? "done." : failure(code, words);
        }

        private void prepare() {
            try (Home.Lock _ = home.lockRun(circle.name())) {
                Recipe recipe =
                        new Models(home.model(circle.name()))
                                .live()
                                .flatMap(TrainingRun::recipe)
                                .orElseGet(() -> Recipe.of("from-scratch"));
                Permission permission = permission(circle);
                new TrainingSession(permission, streams, Clock.systemUTC())
                        .start(recipe, permission.messages(archive));
            }
        }

        /// Somebody may have taken their words back while the corpus was built from them.
        private void requireWilling() {
            withdraw(circle);
            if (outdated) {
                new Derived(home, circle).forget();
            }
            if (!TrainingRun.isInterrupted(run())) {
                throw new UserError(
                        "Somebody took their words back meanwhile.",
                        "/retrain begins again without them.");
            }
        }

        /// What a command that knows why it failed says last is what and what to do. What the model
        /// wrote stands indented, and is not told.
        private static String failure(int code, Path words) throws IOException {
            List<String> lines = Files.readAllLines(words);
            List<String> last = lines.subList(Math.max(0, lines.size() - 2), lines.size());
            return code == UNDERSTOOD && last.stream().noneMatch(line -> line.startsWith(" "))
                    ? String.join("\n", last)
                    : "it ended with code %d; /retrain goes on with it. Its words are in %s."
                            .formatted(code, words);
        }
    }

    /// Has every training save and stop.
    @Override
    public void close() {
        closed = true;
        jobs.values().forEach(job -> job.process.ifPresent(Process::destroy));
    }
}
