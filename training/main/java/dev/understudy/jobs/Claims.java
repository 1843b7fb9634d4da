package dev.understudy.jobs;

import dev.understudy.jobs.Tasks.Heartbeat;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Who has which job: each change is one transaction over the job and db-scheduler's row, so that
/// no death leaves one without the other. Thread-safe.
///
/// @param jdbi the database
/// @param clock for what is noted of when; who has a job never depends on it
record Claims(Jdbi jdbi, InstantSource clock) {
    /// A job whose workers die this often takes them along: it is memory, or a defect.
    static final int MOST_DEATHS = 10;

    /// A job, and what its worker has to show.
    ///
    /// @param number counts who began it: the last one's counts
    /// @param version of db-scheduler's row while it is picked
    record Claim(Job job, long number, long version) {
        String id() {
            return job.id();
        }
    }

    /// Begins the job `id` for `worker`, who picked it in `version`. Empty when it was taken from
    /// them since, or has ended.
    Optional<Claim> begin(String id, long version, String worker) {
        return jdbi.inTransaction(
                db -> {
                    if (!Tasks.lock(db, id, version)) {
                        return Optional.empty();
                    }
                    JobRows rows = new JobRows(db);
                    if (rows.find(id).filter(job -> job.ended().isEmpty()).isEmpty()) {
                        Tasks.delete(db, id);
                        return Optional.empty();
                    }
                    if (rows.deaths(id) >= MOST_DEATHS) {
                        rows.end(id, rows.claim(id), deadly(), clock.instant());
                        Tasks.delete(db, id);
                        return Optional.empty();
                    }
                    long number = rows.begin(id, worker, clock.instant());
                    return rows.find(id).map(job -> new Claim(job, number, version));
                });
    }

    private static Result deadly() {
        return Result.of(
                Job.Outcome.FAILED,
                "Its worker died "
                        + MOST_DEATHS
                        + " times. Look for the end of memory in the system's log, and ask again.");
    }

    /// Ends the job, unless the claim no longer counts: then nothing changes, and it returns false.
    boolean end(Claim claim, Result result) {
        return jdbi.inTransaction(
                db -> {
                    Tasks.lock(db, claim.id(), claim.version());
                    boolean ended =
                            new JobRows(db)
                                    .end(claim.id(), claim.number(), result, clock.instant());
                    if (ended) {
                        Tasks.delete(db, claim.id());
                    }
                    return ended;
                });
    }

    /// Gives the job back, for whoever comes next.
    boolean release(Claim claim) {
        return jdbi.inTransaction(
                db -> {
                    boolean released = Tasks.release(db, claim.id(), claim.version());
                    if (released) {
                        new JobRows(db).rest(claim.id());
                    }
                    return released;
                });
    }

    /// Whether the claim still counts; notes `progress` if so.
    boolean progress(Claim claim, String progress) {
        return in(rows -> rows.progress(claim.id(), claim.number(), progress));
    }

    private boolean in(Predicate<JobRows> work) {
        return jdbi.withHandle((Handle db) -> work.test(new JobRows(db)));
    }

    List<Heartbeat> heartbeats() {
        return jdbi.withHandle(Tasks::heartbeats);
    }

    /// Takes the job from a worker of whom nothing was heard since `last`; false when something
    /// was.
    boolean revive(Heartbeat last) {
        return jdbi.inTransaction(
                db -> {
                    boolean taken = Tasks.release(db, last);
                    if (taken) {
                        new JobRows(db).died(last.id());
                    }
                    return taken;
                });
    }
}
