package dev.understudy.cli.jobs;

import dev.understudy.cli.console.Heartbeat;
import dev.understudy.cli.console.OwnProgram;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.nightly.NightWork;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.cli.storage.Records;
import dev.understudy.configuration.Configuration;
import dev.understudy.jobs.JobBook;
import dev.understudy.jobs.JobTimings;
import dev.understudy.settings.Home;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `understudy worker`: trains what others ask for.
@Command(
        name = "worker",
        header = "Train what running bots ask for, on another machine perhaps.",
        description = {
            "",
            "Shares a PostgreSQL database (archive.url in understudy.yml) and a folder of models"
                    + " (--store) with the bots, whose settings say nightly: {runs: workers}."
                    + " Several workers share the jobs; each job is done once, and what one of them"
                    + " leaves undone another goes on with. Ctrl-C or SIGTERM lets it save and"
                    + " leave."
        },
        footer = {
            "",
            "Example:",
            "  UNDERSTUDY_DATABASE_PASSWORD=$(cat password) understudy worker"
        })
public final class WorkerCommand implements Runnable {
    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(2);

    @ParentCommand private @Nullable Workplace understudy;

    @Option(
            names = "--heartbeat",
            paramLabel = "<duration>",
            defaultValue = "10s",
            description =
                    "Give a sign of life so often; after six that are missing another worker goes"
                            + " on with the job. Default: ${DEFAULT-VALUE}")
    private Duration heartbeat;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public void run() {
        Workplace workplace = Objects.requireNonNull(understudy, "picocli sets the parent command");
        Home home = workplace.home();
        Supplier<Configuration> settings = config.settings(home);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(
                                        () -> {
                                            asked.countDown();
                                            awaited(left, Duration.ofMinutes(2));
                                        }));
        try (Records.Held records = new Records(home, settings).open();
                Shift _ =
                        Shift.ofWorker(
                                records.archive(),
                                new JobBook(records.archive().source(), InstantSource.system()),
                                work(workplace, home, records),
                                timings());
                Heartbeat heart = new Heartbeat(home, InstantSource.system())) {
            workplace.streams().out().println(Shift.name() + " waits for jobs.");
            workplace.streams().out().flush();
            while (!awaited(asked, BETWEEN_BEATS)) {
                heart.beat();
            }
        } finally {
            left.countDown();
        }
    }

    private JobTimings timings() {
        JobTimings standard = JobTimings.DEFAULT;
        return new JobTimings(standard.poll(), heartbeat, standard.missed(), standard.patience());
    }

    private NightWork work(Workplace workplace, Home home, Records.Held records) {
        return new NightWork(
                home,
                config.settings(home),
                workplace.streams(),
                new OwnProgram(workplace.program(), config.file(home).path()),
                use -> use.apply(records.archive()));
    }

    private static boolean awaited(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
