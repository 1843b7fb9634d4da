package dev.understudy.archive.table;

import dev.understudy.chat.Circle;
import java.util.HashMap;
import java.util.Map;

/// The writer's connection, and what it remembers of circles. Of use only in a
/// [change][Database#write].
public final class Writing implements AutoCloseable {
    private final org.jdbi.v3.core.Handle db;
    private final Map<Circle, Names> names = new HashMap<>();

    Writing(org.jdbi.v3.core.Handle db) {
        this.db = db;
    }

    /// The connection, in a transaction.
    public org.jdbi.v3.core.Handle db() {
        return db;
    }

    /// Who and where in `circle`.
    public Names names(Circle circle) {
        return names.computeIfAbsent(circle, known -> new Names(db, known));
    }

    /// Reads the names of `circle` anew at their next use, because rows were changed beside them.
    public void forgetNames(Circle circle) {
        names.remove(circle);
    }

    @Override
    public void close() {
        db.close();
    }
}
