package dev.understudy.jobs;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The rows that db-scheduler picks, one for each job that has not ended. It counts their `version`
/// up with each pick; whoever picked keeps writing heartbeats while the version is theirs.
final class Tasks {
    /// What db-scheduler calls jobs.
    static final String NAME = "job";

    private static final String RELEASE =
            """
            UPDATE scheduled_tasks SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL,
                version = version + 1
            WHERE task_name = 'job' AND task_instance = ? AND version = ? AND picked""";

    private Tasks() {}

    /// A sign of life.
    ///
    /// @param at by the clock of whoever gave it: of use only to be compared with itself
    record Heartbeat(String id, long version, OffsetDateTime at) {}

    /// Adds a row for the job `id`. It is due whatever anybody's clock says, and older ones come
    /// first: the time is a thousandth of what has passed since 1970.
    static void insert(Handle db, String id, Instant asked) {
        db.execute(
                """
                INSERT INTO scheduled_tasks
                    (task_name, task_instance, execution_time, picked, version)
                VALUES ('job', ?, ?, FALSE, 1)""",
                id,
                JobRows.time(Instant.EPOCH.plus(asked.toEpochMilli(), ChronoUnit.MICROS)));
    }

    /// Whether the row is picked in this `version`; keeps everybody else from changing it until the
    /// transaction ends. Comes before any change of the job, so that nobody waits in a circle.
    static boolean lock(Handle db, String id, long version) {
        return db.select(
                        """
                        SELECT version FROM scheduled_tasks
                        WHERE task_name = 'job' AND task_instance = ? AND picked FOR UPDATE""",
                        id)
                .mapTo(Long.class)
                .findOne()
                .filter(found -> found == version)
                .isPresent();
    }

    static void delete(Handle db, String id) {
        db.execute("DELETE FROM scheduled_tasks WHERE task_name = 'job' AND task_instance = ?", id);
    }

    /// Lets others pick it; returns false when it is not picked in this version any more.
    static boolean release(Handle db, String id, long version) {
        return db.execute(RELEASE, id, version) > 0;
    }

    /// The same, unless a sign of life came after `last`.
    static boolean release(Handle db, Heartbeat last) {
        return db.execute(RELEASE + " AND last_heartbeat = ?", last.id(), last.version(), last.at())
                > 0;
    }

    /// The last sign of life of everyone who works on a job.
    static List<Heartbeat> heartbeats(Handle db) {
        return db.select(
                        """
                        SELECT task_instance, version, last_heartbeat FROM scheduled_tasks
                        WHERE task_name = 'job' AND picked AND last_heartbeat IS NOT NULL""")
                .map(
                        (row, _) ->
                                new Heartbeat(
                                        row.getString(1),
                                        row.getLong(2),
                                        row.getObject(3, OffsetDateTime.class)))
                .list();
    }
}
