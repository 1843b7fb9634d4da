package dev.understudy.archive.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Reads on the caller's thread, and writes on one thread of its own: changes that wait at the same
/// time share a commit, and no caller's interrupt reaches the file. Where other processes write
/// into the same database, one at a time writes in a circle. Thread-safe.
///
/// What fails is thrown as [Trouble] explains it.
public final class Database implements AutoCloseable {
    /// How many changes share a commit at most.
    private static final int MOST_AT_ONCE = 256;

    /// How often a change is made again that another process got in the way of.
    private static final int MOST_TRIES = 8;

    /// A change that waits to be made.
    ///
    /// @param shared whether it may share its transaction
    private record Change<T>(
            Function<Writing, T> work, boolean shared, CompletableFuture<T> result) {
        /// Makes the change; what the returned action says is said after the commit.
        Runnable make(Writing writing) {
            T made = work.apply(writing);
            return () -> result.complete(made);
        }
    }

    private final Jdbi jdbi;
    private final Trouble trouble;
    private final boolean shared;
    private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::writeAll, "archive");
    private final Change<Boolean> end = new Change<>(_ -> true, false, new CompletableFuture<>());

    /// Whether [#end] waits, or has been reached.
    private boolean closed;

    /// Of the writer alone; empty until it is needed, and after a failure.
    private Optional<Writing> writing = Optional.empty();

    /// @param shared whether other processes write, too, so that nothing may be remembered from one
    ///   transaction to the next
    public Database(Jdbi jdbi, Trouble trouble, boolean shared) {
        this.jdbi = jdbi;
        this.trouble = trouble;
        this.shared = shared;
        writer.setDaemon(true);
        writer.start();
    }

    /// What `work` reads.
    public <T> T read(Function<Handle, T> work) {
        return trouble.explained(() -> jdbi.withHandle(work::apply));
    }

    /// Makes a change and returns when it is in the file: all of it, or nothing if it throws. It
    /// may share its transaction with others, and is made again if one of those fails, so it must
    /// have no other effect.
    public <T> T write(Function<Writing, T> work) {
        return write(new Change<>(work, true, new CompletableFuture<>()));
    }

    /// The same in a transaction of its own: made again only if another process got in its way.
    public <T> T writeAlone(Function<Writing, T> work) {
        return write(new Change<>(work, false, new CompletableFuture<>()));
    }

    private <T> T write(Change<T> change) {
        if (Thread.currentThread().equals(writer)) {
            throw new IllegalStateException("a change must not ask for another");
        }
        enqueue(change);
        return trouble.explained(() -> made(change));
    }

    private synchronized void enqueue(Change<?> change) {
        if (closed) {
            throw new IllegalStateException("the archive is closed");
        }
        waiting.add(change);
    }

    private static <T> T made(Change<T> change) {
        try {
            return change.result().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private void writeAll() {
        boolean open = true;
        while (open) {
            List<Change<?>> changes = new ArrayList<>();
            try {
                changes.add(waiting.take());
            } catch (InterruptedException nobodyMay) {
                continue;
            }
            waiting.drainTo(changes, MOST_AT_ONCE - 1);
            open = !changes.remove(end); // nothing comes after it
            make(changes);
        }
        try {
            disconnect();
            end.result().complete(true);
        } catch (RuntimeException failed) {
            end.result().completeExceptionally(failed);
        }
    }

    /// Makes `changes` in their order, neighbours that may in one transaction.
    private void make(List<Change<?>> changes) {
        List<Change<?>> together = new ArrayList<>();
        for (Change<?> change : changes) {
            if (change.shared()) {
                together.add(change);
            } else {
                commit(together);
                together.clear();
                commit(List.of(change));
            }
        }
        commit(together);
    }

    private void commit(List<Change<?>> changes) {
        if (!changes.isEmpty()) {
            commit(changes, 1);
        }
    }

    private void commit(List<Change<?>> changes, int tries) {
        List<Runnable> answers = new ArrayList<>();
        try {
            Writing open = connected();
            open.db().useTransaction(_ -> changes.forEach(c -> answers.add(c.make(open))));
            if (shared) {
                disconnect();
            }
        } catch (Throwable failed) { // of any kind: somebody waits for an answer
            disconnectAfter(failed);
            if (changes.size() == 1 && tries < MOST_TRIES && trouble.isConflict(failed)) {
                commit(changes, tries + 1);
            } else if (changes.size() == 1 || trouble.isOutOfReach(failed)) {
                changes.forEach(change -> change.result().completeExceptionally(failed));
            } else {
                changes.forEach(change -> commit(List.of(change), 1));
            }
            return;
        }
        answers.forEach(Runnable::run);
    }

    private void disconnectAfter(Throwable failed) {
        try {
            disconnect();
        } catch (RuntimeException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private Writing connected() {
        Writing open = writing.orElseGet(() -> new Writing(jdbi.open(), shared));
        writing = Optional.of(open);
        return open;
    }

    /// What the names remember is wrong after a failure, and the connection may be.
    private void disconnect() {
        Optional<Writing> open = writing;
        writing = Optional.empty();
        open.ifPresent(Writing::close);
    }

    /// Makes the changes that wait, then ends.
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                waiting.add(end);
                closed = true;
            }
        }
        trouble.run(() -> made(end));
    }
}
