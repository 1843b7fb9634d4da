package dev.understudy.stage.talk;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.understudy.clone.voice.Voice;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Recalls.Counts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models that are in memory, of all circles. Each is loaded once for all who ask for it at the
/// same time, and goes when it was idle for long or when another needs its memory: those used least
/// recently first. Who speaks is never interrupted; a model's memory is free when its last reply
/// has ended. Thread-safe.
public final class Voices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Voices.class);
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long KILOBYTE = 1024;

    private final Function<Path, Loading> loader;
    private final long remembered;
    private final Counts talks = new Counts();
    private final Room room;
    private final AsyncCache<Path, Attempt> cache;
    private final ExecutorService loaders =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().name("loader-", 0).factory());

    /// How many may ask for each version.
    private final Map<Path, Integer> sources = new ConcurrentHashMap<>();

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
                        .weigher((Path _, Attempt one) -> (int) (one.bytes() / KILOBYTE))
                        .expireAfterAccess(IDLE)
                        .scheduler(
                                (_, command, delay, unit) ->
                                        Scheduler.systemScheduler()
                                                .schedule(loaders, command, delay, unit))
                        .executor(Runnable::run)
                        .<Path, Attempt>removalListener((_, one, _) -> dropped(one))
                        .recordStats()
                        .buildAsync();
    }

    private void dropped(@Nullable Attempt one) {
        if (one != null) {
            one.loaded()
                    .ifPresent(
                            loaded -> {
                                leaving.addAndGet(loaded.bytes());
                                loaded.leave();
                            });
        }
    }

    /// What became of loading a voice: it, or why not.
    private record Attempt(Optional<Loaded> loaded, Optional<RuntimeException> failure) {
        long bytes() {
            return loaded.map(Loaded::bytes).orElse(0L);
        }

        boolean enter() {
            return loaded.filter(Loaded::enter).isPresent();
        }
    }

    /// That of the version in `folder`.
    public Source source(Path folder) {
        sources.merge(folder, 1, Integer::sum);
        return new Source() {
            @Override
            <T> T with(Function<Loaded, T> use) {
                return Voices.this.with(folder, Voices::unexplained, use);
            }

            @Override
            void close() {
                if (sources.merge(folder, -1, Integer::sum) == 0) {
                    evict(folder);
                }
            }
        };
    }

    /// Friends are not told of folders and servers; whoever runs the bots is.
    private static RuntimeException unexplained(RuntimeException failure) {
        if (failure instanceof UserError error && !(failure instanceof Room.Full)) {
            LOG.warn("A model cannot be loaded. {} {}", error.problem(), error.remedy());
            return new UserError(
                    "The clones cannot be called at the moment.",
                    "Whoever runs them finds the reason in their log.",
                    error);
        }
        return failure;
    }

    /// Frees the memory of the version in `folder`, once its last reply has ended; it is loaded
    /// again when it is asked for.
    public void evict(Path folder) {
        cache.synchronous().invalidate(folder);
    }

    /// Has the version in `folder` in memory, ready to speak. Throws UserError when it cannot be,
    /// as those who run the bots need to know it, and [Room.Full] when it may be later.
    public void warm(Path folder) {
        with(folder, UnaryOperator.identity(), _ -> true);
    }

    private <T> T with(Path folder, UnaryOperator<RuntimeException> told, Function<Loaded, T> use) {
        while (true) {
            CompletableFuture<Attempt> loading = cache.get(folder, (path, _) -> begin(path));
            // Whoever waits has it as soon as it is there, before it can be asked to go again.
            CompletableFuture<Boolean> entered = loading.thenApply(Attempt::enter);
            if (awaited(loading, entered)) {
                Loaded one = loading.join().loaded().orElseThrow();
                try {
                    return use.apply(one);
                } finally {
                    one.leave();
                }
            }
            Optional<RuntimeException> failure = loading.join().failure();
            if (failure.isPresent()) {
                cache.asMap().remove(folder, loading); // the next who asks tries again
                throw told.apply(failure.get());
            }
        }
    }

    private static boolean awaited(
            CompletableFuture<Attempt> loading, CompletableFuture<Boolean> entered) {
        try {
            return entered.get();
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
            CompletableFuture<Void> _ =
                    entered.thenAccept(
                            inside -> {
                                if (inside) {
                                    loading.join().loaded().orElseThrow().leave();
                                }
                            });
            throw new CancellationException();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The cache never sees a failure: it would print it.
    private CompletableFuture<Attempt> begin(Path folder) {
        CompletableFuture<Attempt> loading = new CompletableFuture<>();
        loaders.execute(
                () -> {
                    loading.complete(attempt(folder));
                    room.look();
                });
        return loading;
    }

    private Attempt attempt(Path folder) {
        try {
            return new Attempt(Optional.of(load(loader.apply(folder))), Optional.empty());
        } catch (RuntimeException unplayable) {
            return new Attempt(Optional.empty(), Optional.of(unplayable));
        } catch (Error broken) { // whoever asked is told
            return new Attempt(Optional.empty(), Optional.of(new IllegalStateException(broken)));
        }
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
        return new Loaded(
                voice,
                what.bytes(),
                new Recalls(voice, remembered, talks),
                () -> {
                    leaving.addAndGet(-what.bytes());
                    room.give(what.bytes());
                });
    }

    /// Has those go that were not used for longest, as far as others that still speak do not make
    /// enough room already.
    private void makeRoom(long bytes) {
        long missing = bytes - leaving.get();
        Map<Path, Attempt> coldest =
                cache.synchronous().policy().eviction().orElseThrow().coldest(Integer.MAX_VALUE);
        for (Map.Entry<Path, Attempt> one : coldest.entrySet()) {
            if (missing <= 0) {
                return;
            }
            missing -= one.getValue().bytes();
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
