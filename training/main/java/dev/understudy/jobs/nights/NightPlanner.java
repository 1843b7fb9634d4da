package dev.understudy.jobs.nights;

import dev.understudy.chat.Circle;
import dev.understudy.jobs.JobBook;
import dev.understudy.settings.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks for a job for each circle each night. Thread-safe.
///
/// It keeps no appointment: every half minute it looks which night was the last, and asks for it
/// unless somebody has. So nights that were missed while the machine was off are made up for by
/// one, and neither a second planner nor a clock that jumps has a night done twice. Nights before
/// there was a plan are not made up for.
public final class NightPlanner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NightPlanner.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final NightBook nights;
    private final JobBook book;
    private final String name;
    private final Supplier<List<NightPlan>> plans;
    private final Set<String> told = new HashSet<>();
    private boolean failing;

    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("jobs-nights").factory());

    /// @param name who plans, for people: another one for each process, as in `box (4711)`
    /// @param plans asked at each look, because settings change
    NightPlanner(NightBook nights, JobBook book, String name, Supplier<List<NightPlan>> plans) {
        this.nights = nights;
        this.book = book;
        this.name = name;
        this.plans = plans;
    }

    /// Begins to plan.
    ///
    /// @param name who plans, for people: another one for each process, as in `box (4711)`
    /// @param plans asked at each look, because settings change
    public static NightPlanner start(
            NightBook nights, JobBook book, String name, Supplier<List<NightPlan>> plans) {
        NightPlanner planner = new NightPlanner(nights, book, name, plans);
        Future<?> _ =
                planner.looks.scheduleWithFixedDelay(
                        planner::persevere, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return planner;
    }

    /// A look that fails is followed by the next, and said once.
    private void persevere() {
        try {
            look();
            failing = false;
        } catch (RuntimeException failed) {
            if (!failing) {
                LOG.warn("The nights could not be planned; it is tried again.", failed);
            }
            failing = true;
        }
    }

    /// Asks for the last night of each circle unless somebody has.
    synchronized void look() {
        for (NightPlan plan : plans.get()) {
            for (Circle circle : plan.circles()) {
                Instant since = nights.seen(circle, plan, name);
                plan.latest(since, nights.clock().instant())
                        .flatMap(night -> book.askForNight(circle, night, name))
                        .ifPresent(job -> LOG.info("{}: {}", job.id(), job.standing()));
            }
        }
        for (UserError dispute : nights.disputes()) {
            if (told.add(dispute.problem())) {
                LOG.warn("{} {}", dispute.problem(), dispute.remedy());
            }
        }
    }

    /// Ends planning, and says so to the others if the database is there.
    @Override
    public void close() {
        looks.shutdown();
        synchronized (this) {
            try {
                nights.left(name);
            } catch (RuntimeException away) {
                LOG.debug("The others will see for themselves that {} is gone.", name, away);
            }
        }
    }
}
