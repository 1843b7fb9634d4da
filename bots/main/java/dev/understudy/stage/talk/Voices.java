package dev.understudy.stage.talk;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.understudy.clone.voice.Voice;
import dev.understudy.stage.talk.Recalls.Counts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The models that are in memory, of all circles. Each is loaded once for all who ask for it at the
/// same time, and goes when it was idle for long or when another needs its memory: those used least
/// recently first. Who speaks is never interrupted; a model's memory is free when its last reply
/// has ended. Thread-safe.
public final class Voices implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long KILOBYTE = 1024;

    private final Function<Path, Loading> loader;
    private final long remembered;
    private final Counts talks = new Counts();
    private final Room room;
    private final AsyncCache<Path, Loaded> cache;
    private final ExecutorService loaders =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().name("loader-", 0).factory());

    /// Bytes of those that are to go, and are still speaking.
    private final AtomicLong leaving = new AtomicLong();

    /// A voice that could be loaded.
    ///
    /// @param bytes that its model takes
    public record Loading(long bytes, Loader loader) {}

    /// Loads a voice.
    public interface Loader {
        /// Ready to speak. Throws UserError when it cannot be played.
        Voice load();
    }

    /// What may be in memory, in bytes.
    ///
    /// @param models all of them together
    /// @param remembered what one of them has read of conversations
    public record Memory(long models, long remembered) {}

    /// @param loader finds what is in a version's folder; throws UserError when nothing is
    public Voices(Memory memory, Function<Path, Loading> loader) {
        this.loader = loader;
        remembered = memory.remembered();
        room = new Room(memory.models());
        cache =
                Caffeine.newBuilder()
                        .maximumWeight(Math.max(1, memory.models() / KILOBYTE))
                        .weigher((Path _, Loaded one) -> (int) (one.voice().bytes() / KILOBYTE))
                        .expireAfterAccess(IDLE)
                        .scheduler(Scheduler.systemScheduler())
                        .executor(Runnable::run)
                        .<Path, Loaded>removalListener((_, one, _) -> dropped(one))
                        .recordStats()
                        .buildAsync();
    }

    private void dropped(@Nullable Loaded one) {
        if (one != null) {
            leaving.addAndGet(one.voice().bytes());
            one.leave();
        }
    }

    /// That of the version in `folder`.
    public Source source(Path folder) {
        return new Source() {
            @Override
            <T> T with(Function<Loaded, T> use) {
                return Voices.this.with(folder, use);
            }

            @Override
            void close() {
                evict(folder);
            }
        };
    }

    /// Frees the memory of the version in `folder`, once its last reply has ended; it is loaded
    /// again when it is asked for.
    public void evict(Path folder) {
        cache.synchronous().invalidate(folder);
    }

    /// Has the version in `folder` in memory, ready to speak. Throws UserError when it cannot be.
    public void warm(Path folder) {
        with(folder, _ -> true);
    }

    private <T> T with(Path folder, Function<Loaded, T> use) {
        while (true) {
            CompletableFuture<Loaded> loading = cache.get(folder, (path, _) -> begin(path));
            // Whoever waits has it as soon as it is there, before it can be asked to go again.
            CompletableFuture<Boolean> entered = loading.thenApply(Loaded::enter);
            loading.exceptionally(
                    _ -> {
                        cache.asMap().remove(folder, loading); // the next who asks tries again
                        return null;
                    });
            if (awaited(loading, entered)) {
                Loaded one = loading.join();
                try {
                    return use.apply(one);
                } finally {
                    one.leave();
                }
            }
        }
    }

    private static boolean awaited(
            CompletableFuture<Loaded> loading, CompletableFuture<Boolean> entered) {
        try {
            return entered.get();
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
            entered.thenAccept(
                    inside -> {
                        if (inside) {
                            loading.join().leave();
                        }
                    });
            throw new CancellationException();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CompletionException(failed.getCause());
        }
    }

    private CompletableFuture<Loaded> begin(Path folder) {
        CompletableFuture<Loaded> loading = new CompletableFuture<>();
        loaders.execute(
                () -> {
                    try {
                        loading.complete(load(loader.apply(folder)));
                    } catch (Throwable failed) { // whoever asked is told
                        loading.completeExceptionally(failed);
                    }
                    room.look();
                });
        return loading;
    }

    private Loaded load(Loading what) {
        room.take(what.bytes(), PATIENCE, this::makeRoom);
        Voice voice;
        try {
            voice = what.loader().load();
        } catch (RuntimeException | Error unplayable) {
            room.give(what.bytes());
            throw unplayable;
        }
        long weight = voice.bytes();
        return new Loaded(
                voice,
                remembered,
                talks,
                () -> {
                    leaving.addAndGet(-weight);
                    room.give(what.bytes());
                });
    }

    /// Has those go that were not used for longest, as far as others that still speak do not make
    /// enough room already.
    private void makeRoom(long bytes) {
        long missing = bytes - leaving.get();
        Map<Path, Loaded> coldest =
                cache.synchronous().policy().eviction().orElseThrow().coldest(Integer.MAX_VALUE);
        for (Map.Entry<Path, Loaded> one : coldest.entrySet()) {
            if (missing <= 0) {
                return;
            }
            missing -= one.getValue().voice().bytes();
            cache.synchronous().invalidate(one.getKey());
        }
    }

    /// Bytes that models take now.
    public long bytes() {
        return room.used();
    }

    /// How often a voice was asked for that was in memory, and how often one that was not.
    public Hits hits() {
        var stats = cache.synchronous().stats();
        return new Hits(stats.hitCount(), stats.missCount());
    }

    /// How often a conversation went on that was remembered, and how often one was read anew.
    public Hits talkHits() {
        return new Hits(talks.hits().sum(), talks.misses().sum());
    }

    /// What was asked of a cache.
    public record Hits(long hits, long misses) {}

    /// Frees all of them; those that speak, when they have ended.
    @Override
    public void close() {
        cache.synchronous().invalidateAll();
        loaders.shutdownNow();
        loaders.close();
        cache.synchronous().invalidateAll();
    }
}
