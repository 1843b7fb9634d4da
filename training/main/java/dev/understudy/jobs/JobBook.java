package dev.understudy.jobs;

import dev.understudy.chat.Circle;
import dev.understudy.settings.UserError;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Every job that was ever asked for, in the database of the archive. Thread-safe, and of use to
/// several processes at once.
///
/// Every method throws UserError when the database does not answer.
public final class JobBook {
    /// How often to try again after another process was faster: it cannot be every time.
    private static final int TRIES = 20;

    private final DataSource source;
    private final InstantSource clock;
    private final Jdbi jdbi;

    /// @param source the archive's database, with its tables
    public JobBook(DataSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        jdbi = Jdbi.create(source);
    }

    DataSource source() {
        return source;
    }

    InstantSource clock() {
        return clock;
    }

    /// Asks for a job for `circle`. Throws UserError, which says how far it is, while there is one.
    ///
    /// @param by who asks: a name for people
    public Job ask(Circle circle, String by) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Job.Asked asked = new Job.Asked(Job.Reason.ASKED, clock.instant(), by);
            Optional<Job> added =
                    added(
                            rows -> {
                                String id = circle.name() + "." + (rows.count(circle) + 1);
                                Tasks.insert(rows.db(), id, asked.at());
                                rows.insert(id, circle, asked);
                                return id;
                            });
            if (added.isPresent()) {
                return added.get();
            }
            open(circle).ifPresent(JobBook::refuse);
        }
        throw new IllegalStateException("no number was free for a job of " + circle);
    }

    private static void refuse(Job open) {
        throw new UserError(
                open.circle() + " is being trained already: " + open.standing() + ".",
                open.state() == Job.State.WAITING
                        ? "It begins when a worker is free; is one running?"
                        : "Wait for it to end; /status tells how far it is.");
    }

    /// Asks for the job of one night; empty when that was done before, by whomever. While the
    /// circle has an open job, the night is noted as skipped.
    ///
    /// @param by who plans the nights: a name for people
    public Optional<Job> askForNight(Circle circle, LocalDate night, String by) {
        String id = circle.name() + "." + night;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (find(id).isPresent()) {
                return Optional.empty();
            }
            Job.Asked asked = new Job.Asked(Job.Reason.NIGHTLY, clock.instant(), by);
            Optional<Job> open = open(circle);
            Optional<Job> added =
                    added(
                            rows -> {
                                if (open.isPresent()) {
                                    rows.insertSkipped(id, circle, asked, notDone(open.get()));
                                } else {
                                    Tasks.insert(rows.db(), id, asked.at());
                                    rows.insert(id, circle, asked);
                                }
                                return id;
                            });
            if (added.isPresent()) {
                return added;
            }
        }
        throw new IllegalStateException("the night " + id + " could not be asked for");
    }

    private static String notDone(Job open) {
        return "%s is not done yet: %s.".formatted(open.id(), open.standing());
    }

    /// The job that `insert` gave the id of; empty when another was faster.
    private Optional<Job> added(Function<JobRows, String> insert) {
        return in(
                rows -> {
                    try {
                        return rows.db().inTransaction(_ -> rows.find(insert.apply(rows)));
                    } catch (JdbiException refused) {
                        if (isTaken(refused)) {
                            return Optional.empty();
                        }
                        throw refused;
                    }
                });
    }

    /// The job of `circle` that has not ended.
    public Optional<Job> open(Circle circle) {
        return in(rows -> rows.open(circle));
    }

    public Optional<Job> find(String id) {
        return in(rows -> rows.find(id));
    }

    /// The newest `count` jobs of `circle`, newest first.
    public List<Job> latest(Circle circle, int count) {
        return in(rows -> rows.latest(circle, count));
    }

    /// Jobs that ended and of which nobody was told, in the order in which they ended.
    public List<Job> unannounced() {
        return in(JobRows::unannounced);
    }

    /// Takes it on oneself to tell of the job `id`; false when somebody else has, or when it has
    /// not ended.
    public boolean announce(String id) {
        return in(rows -> rows.announce(id));
    }

    private <T> T in(Function<JobRows, T> work) {
        try {
            return jdbi.withHandle(db -> work.apply(new JobRows(db)));
        } catch (JdbiException failed) {
            if (isAway(failed)) {
                throw new UserError(
                        "The database that keeps the jobs does not answer.",
                        "See that it runs and that its disk has room; no job is lost.",
                        failed);
            }
            throw failed;
        }
    }

    /// Whether a row was refused because another has its key.
    private static boolean isTaken(JdbiException refused) {
        return state(refused).startsWith("23");
    }

    /// Whether the database, rather than what was asked of it, is at fault: connection, resources,
    /// operator's intervention, system error, or a server that only reads for now; 900 is H2's own.
    private static boolean isAway(JdbiException failed) {
        return failed instanceof ConnectionException
                || List.of("08", "25006", "53", "57", "58", "900").stream()
                        .anyMatch(state(failed)::startsWith);
    }

    private static String state(JdbiException failed) {
        String state = "";
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
        }
        return state;
    }
}
