package dev.understudy.model.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The thread on which models compute: all models of a process in turn, one call after the other.
///
/// One thread, as several would slow each other down: see [dev.understudy.model.device.Aside].
///
/// Thread-safe. What models are asked for is noted, and looked at here, while the lock is held.
final class Owner {
    /// That of this process.
    static final Owner COMMON = new Owner();

    final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /// Whose turn it is comes first.
    private final List<Client> clients = new ArrayList<>();

    private boolean works;

    /// A model as seen from here; called while the lock is held.
    interface Client {
        /// For how many nanoseconds nothing is to be done: 0 when something is, [Long#MAX_VALUE]
        /// when nothing was asked for.
        long pause();

        /// So many nanoseconds of a pause have passed.
        void waited(long nanos);

        /// What is to be done, without the lock. It throws nothing.
        Runnable next();

        /// Whether that was the last.
        boolean isDone();
    }

    /// Looks after `client` from now on, until it is done. The thread is there for as long as
    /// anybody needs it. Throws OutOfMemoryError when there can be none.
    void add(Client client) {
        lock.lock();
        try {
            if (!works) { // that of the last one may still be freeing it
                Thread.ofPlatform().daemon().name("model").start(this::work);
                works = true;
            }
            clients.add(client);
        } finally {
            lock.unlock();
        }
    }

    /// Something was asked for. The lock must be held.
    void wake() {
        changed.signalAll();
    }

    private void work() {
        Optional<Runnable> next = next();
        while (next.isPresent()) {
            next.get().run();
            next = next();
        }
    }

    /// Waits for what is to be done next; empty when nobody is left.
    private Optional<Runnable> next() {
        lock.lock();
        try {
            while (!clients.isEmpty()) {
                Optional<Client> ready =
                        clients.stream().filter(one -> one.pause() == 0).findFirst();
                if (ready.isPresent()) {
                    return Optional.of(turnOf(ready.get()));
                }
                List<Client> waiting =
                        clients.stream().filter(one -> one.pause() < Long.MAX_VALUE).toList();
                long pause = waiting.stream().mapToLong(Client::pause).min().orElse(Long.MAX_VALUE);
                try {
                    long left = changed.awaitNanos(pause);
                    waiting.forEach(client -> client.waited(pause - left));
                } catch (InterruptedException nobodyDoes) {
                    // It goes on for as long as anybody needs it.
                }
            }
            works = false;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// The others have waited for long enough then: one who is always ready puts off nobody.
    private Runnable turnOf(Client client) {
        Runnable next = client.next();
        clients.remove(client);
        clients.stream()
                .filter(other -> other.pause() < Long.MAX_VALUE)
                .forEach(other -> other.waited(other.pause()));
        if (!client.isDone()) {
            clients.add(client); // behind the others
        }
        return next;
    }
}
