package dev.understudy.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks.TaskBuilder;
import dev.understudy.jobs.Tasks.Heartbeat;
import dev.understudy.jobs.connection.Enduring;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker: does the jobs of a [JobBook], one after the other, those of workers who died among
/// them. Thread-safe.
///
/// db-scheduler picks, keeps the heart beating and holds the threads. Who is dead is decided here,
/// because it compares clocks; and what came of a job is noted in one transaction with its row.
public final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /// Looks wake db-scheduler: its own wait gets longer when the system's clock is put back.
    private static final Duration WOKEN = Duration.ofHours(1);

    private final Enduring source;
    private final Claims claims;
    private final String name;
    private final Work work;
    private final Duration patience;
    private final Pulse pulse;
    private final Scheduler scheduler;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(daemons("jobs-looks"));
    private volatile Optional<Assignment> assignment = Optional.empty();
    private volatile boolean closing;

    /// Whether the last look failed, and how often the database was away then. Of looks alone.
    private boolean failing;

    private int absences;

    /// Begins to look for jobs.
    ///
    /// @param name who has a job, for people: another one for each process, as in `box (4711)`
    public JobRunner(JobBook book, String name, Work work, JobTimings timings) {
        this.name = name;
        this.work = work;
        patience = timings.patience();
        source = new Enduring(book.source());
        claims = new Claims(Jdbi.create(source), book.clock());
        pulse = new Pulse(timings.missed());
        scheduler = scheduler(timings);
        scheduler.start();
        every(timings.poll(), this::look);
        every(timings.heartbeat(), this::listen);
    }

    private Scheduler scheduler(JobTimings timings) {
        CustomTask<Void> task =
                new TaskBuilder<>(Tasks.NAME, Void.class)
                        .onDeadExecution((_, _) -> {})
                        .execute((_, context) -> execute(context));
        // Handed over or dropped: while a job is done, no pick waits until it is out of date.
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        daemons("jobs-work"),
                        new ThreadPoolExecutor.DiscardPolicy());
        return Scheduler.create(source, task)
                .schedulerName(new SchedulerName.Fixed(name))
                .jdbcCustomization(new DefaultJdbcCustomization(false))
                .threads(1)
                .executorService(one)
                .dueExecutor(Executors.newSingleThreadExecutor(daemons("jobs-due")))
                .housekeeperExecutor(Executors.newScheduledThreadPool(2, daemons("jobs-heartbeat")))
                .pollingInterval(WOKEN)
                .heartbeatInterval(timings.heartbeat())
                .shutdownMaxWait(timings.patience())
                .build();
    }

    private static ThreadFactory daemons(String name) {
        return Thread.ofPlatform().daemon().name(name).factory();
    }

    private void every(Duration pause, Runnable look) {
        Future<?> _ =
                looks.scheduleWithFixedDelay(
                        () -> persevere(look), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// A look that fails is followed by the next, and said once.
    private void persevere(Runnable look) {
        try {
            look.run();
            failing = false;
        } catch (RuntimeException failed) {
            pulse.beginAnew();
            if (!failing && !closing) {
                LOG.warn("Looking after the jobs failed; it is tried again.", failed);
            }
            failing = true;
        }
    }

    private void look() {
        assignment.ifPresent(Assignment::noteProgress);
        scheduler.triggerCheckForDueExecutions();
    }

    /// Gives the jobs of those who fell silent to others.
    private void listen() {
        List<Heartbeat> heartbeats = claims.heartbeats();
        if (absences != source.absences()) {
            absences = source.absences();
            pulse.beginAnew();
        }
        for (Heartbeat last : pulse.silent(heartbeats)) {
            if (!isMine(last) && claims.revive(last)) {
                LOG.info("Whoever had {} fell silent; it goes on with another worker.", last.id());
            }
        }
    }

    private boolean isMine(Heartbeat last) {
        return assignment
                .filter(
                        mine ->
                                mine.claim().id().equals(last.id())
                                        && mine.claim().version() == last.version())
                .isPresent();
    }

    /// Does a job that was picked. Nothing is left to do for db-scheduler afterwards.
    private CompletionHandler<Void> execute(ExecutionContext context) {
        Execution picked = context.getExecution();
        source.persistently(() -> claims.begin(picked.getId(), picked.version, name))
                .flatMap(begun -> begun)
                .ifPresent(
                        claim -> {
                            Assignment mine = new Assignment(claims, source, claim, () -> closing);
                            assignment = Optional.of(mine);
                            try {
                                mine.run(work);
                            } finally {
                                assignment = Optional.empty();
                            }
                        });
        return (_, _) -> {};
    }

    /// Has running work save and stop, and waits for it, but not for ever: see
    /// [JobTimings#patience]. Its job goes on elsewhere, or when there is a worker again.
    @Override
    public void close() {
        closing = true;
        looks.shutdown(); // without an interrupt, which no database likes
        scheduler.stop();
        source.close();
        try {
            if (!looks.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("a look waits for the database still, and goes with the process");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
