package dev.understudy.jobs;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// Counts in PostgreSQL itself how often a result was written, for each job.
public final class Endings {
    private static final String TRIGGER =
            """
            CREATE TABLE ending (id VARCHAR(80) NOT NULL);
            CREATE FUNCTION note_ending() RETURNS trigger AS $$
            BEGIN INSERT INTO ending VALUES (NEW.id); RETURN NEW; END;
            $$ LANGUAGE plpgsql;
            CREATE TRIGGER job_ends AFTER UPDATE OF ended_at, outcome, told, version ON job
            FOR EACH ROW EXECUTE FUNCTION note_ending();""";

    private Endings() {}

    /// Begins to count.
    public static void count(DataSource source) throws SQLException {
        TestDatabase.run(source, TRIGGER);
    }

    /// How many results were written so far.
    public static Map<String, Integer> of(DataSource source) {
        Map<String, Integer> endings = new TreeMap<>();
        Jdbi.create(source)
                .withHandle(db -> db.select("SELECT id FROM ending").mapTo(String.class).list())
                .forEach(id -> endings.merge(id, 1, Integer::sum));
        return endings;
    }
}
