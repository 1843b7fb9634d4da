package dev.understudy.archive.table;

import dev.understudy.chat.Circle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The writer's connection, and what it remembers of circles: in a database that other processes
/// share, for one transaction. Of use only in a [change][Database#write].
public final class Writing implements AutoCloseable {
    private static final String HOLD = "SELECT id FROM circle WHERE name = ? FOR UPDATE";

    private final org.jdbi.v3.core.Handle db;
    private final Map<Circle, Names> names = new HashMap<>();

    /// Circles in which no other process writes until the commit.
    private final Set<Circle> held = new HashSet<>();

    private final boolean shared;

    Writing(org.jdbi.v3.core.Handle db, boolean shared) {
        this.db = db;
        this.shared = shared;
    }

    /// The connection, in a transaction.
    public org.jdbi.v3.core.Handle db() {
        return db;
    }

    /// Keeps other processes from writing in `circle` until the commit. What was read of it before
    /// may be out of date.
    public void hold(Circle circle) {
        if (shared && held.add(circle)) {
            db.createQuery(HOLD).bind(0, circle.name()).mapTo(Long.class).findOne();
        }
    }

    /// Who and where in `circle`, which is [held][#hold].
    public Names names(Circle circle) {
        hold(circle);
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
