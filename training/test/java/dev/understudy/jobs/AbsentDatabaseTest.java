package dev.understudy.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.chat.Circle;
import dev.understudy.jobs.Job.Outcome;
import dev.understudy.jobs.Job.State;
import dev.understudy.jobs.connection.Enduring;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/// Workers whose PostgreSQL is away for longer than the dead stay silent: all of them, or one.
class AbsentDatabaseTest {
    private static final Circle FRIENDS = new Circle("friends");

    /// Refusals by which one knows that dead workers would have been found: with the pauses between
    /// a worker's attempts they take more than two seconds.
    private static final int LONG = 12;

    private static final String AWAY =
            "WARN The database does not answer. Jobs go on, and what comes of them is noted when it"
                    + " is back.";
    private static final String BACK = "INFO The database is back.";

    @TempDir Path folder;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Enduring.class);
    private PGSimpleDataSource direct;
    private Wire wire;
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void layTheWire() throws Exception {
        direct = (PGSimpleDataSource) TestDatabase.POSTGRESQL.fresh(folder);
        wire = new Wire(direct.getPortNumbers()[0]);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void takeItAway() throws Exception {
        logger.detachAppender(log);
        wire.close();
    }

    private JobBook wired() {
        return new JobBook(
                TestDatabase.at(
                        "localhost", wire.port(), Objects.requireNonNull(direct.getDatabaseName())),
                InstantSource.system());
    }

    private Optional<Result> first(Job job, Reporting reporting) throws InterruptedException {
        began.countDown();
        end.await();
        reporting.progress("done");
        return Optional.of(Result.of(Outcome.PROMOTED, "by the first"));
    }

    private static Optional<Result> second(Job job, Reporting reporting) {
        return Optional.of(Result.of(Outcome.REJECTED, "by the second"));
    }

    private List<String> said() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getLevel() + " " + event.getMessage())
                .toList();
    }

    @Test
    void workGoesOnAndItsEndIsNotedWhenTheDatabaseIsBack() throws Exception {
        JobBook looking = new JobBook(direct, InstantSource.system());
        String id = looking.ask(FRIENDS, "Alice").id();
        try (JobRunner _ = new JobRunner(wired(), "first", this::first, Labourer.BRISK)) {
            began.await();
            try (JobRunner _ =
                    new JobRunner(wired(), "second", AbsentDatabaseTest::second, Labourer.BRISK)) {
                wire.cut();
                Waiting.until(() -> wire.refused() >= LONG);
                end.countDown();
                Waiting.until(() -> wire.refused() >= LONG + 2);
                assertThat(looking.find(id).orElseThrow().state()).isEqualTo(State.RUNNING);
                wire.mend();
                Waiting.until(() -> looking.open(FRIENDS).isEmpty());
            }
        }
        Job job = looking.find(id).orElseThrow();
        assertThat(job.standing()).isEqualTo("by the first");
        assertThat(job.begun().orElseThrow().attempt()).isEqualTo(1);
        assertThat(said())
                .as("once for each worker")
                .containsExactlyInAnyOrder(AWAY, AWAY, BACK, BACK);
    }

    @Test
    void whoWasCutOffAloneFindsTheirJobTaken() throws Exception {
        JobBook looking = new JobBook(direct, InstantSource.system());
        String id = looking.ask(FRIENDS, "Alice").id();
        CountDownLatch stopped = new CountDownLatch(1);
        Work cutOff =
                (_, reporting) -> {
                    began.countDown();
                    while (!reporting.stopping()) {
                        Waiting.pause(Duration.ofMillis(5));
                    }
                    assertThat(reporting.confirmed()).isFalse();
                    stopped.countDown();
                    return Optional.of(Result.of(Outcome.PROMOTED, "by the first"));
                };
        try (JobRunner _ = new JobRunner(wired(), "first", cutOff, Labourer.BRISK)) {
            began.await();
            wire.cut();
            try (JobRunner _ =
                    new JobRunner(looking, "second", AbsentDatabaseTest::second, Labourer.BRISK)) {
                Waiting.until(() -> looking.open(FRIENDS).isEmpty());
            }
            wire.mend();
            stopped.await();
        }
        Job job = looking.find(id).orElseThrow();
        assertThat(job.standing()).isEqualTo("by the second");
        assertThat(job.begun().orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void aWorkerEndsAlsoWhileTheDatabaseIsAway() throws Exception {
        new JobBook(direct, InstantSource.system()).ask(FRIENDS, "Alice");
        JobTimings hasty =
                new JobTimings(
                        Duration.ofMillis(50), Duration.ofMillis(100), 5, Duration.ofMillis(300));
        try (JobRunner _ = new JobRunner(wired(), "first", this::first, hasty)) {
            began.await();
            wire.cut();
            end.countDown();
            Waiting.until(() -> wire.refused() >= 3);
        }
        Waiting.untilNoThreadIsCalled("jobs-");
    }
}
