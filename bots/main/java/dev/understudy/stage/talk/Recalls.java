package dev.understudy.stage.talk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.understudy.clone.voice.Voice;
import dev.understudy.clone.voice.Voice.Talk;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one voice has read of conversations, the latest of them within a budget of memory. What is
/// dropped is read anew, with the same replies. Thread-safe.
final class Recalls implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final long KILOBYTE = 1024;

    private final Voice voice;
    private final Cache<Object, Talk> idle;
    private final Counts counts;
    private boolean closed;

    /// How often a conversation was remembered, and how often not. Thread-safe.
    record Counts(LongAdder hits, LongAdder misses) {
        Counts() {
            this(new LongAdder(), new LongAdder());
        }
    }

    /// @param bytes of all that are not in use
    Recalls(Voice voice, long bytes, Counts counts) {
        this.voice = voice;
        this.counts = counts;
        idle =
                Caffeine.newBuilder()
                        .weakKeys()
                        .maximumWeight(bytes / KILOBYTE)
                        .weigher((Object _, Talk talk) -> (int) (talk.bytes() / KILOBYTE))
                        .expireAfterWrite(IDLE)
                        .scheduler(Scheduler.systemScheduler())
                        .executor(Runnable::run)
                        .<Object, Talk>evictionListener((_, talk, _) -> close(talk))
                        .build();
    }

    private static void close(@Nullable Talk talk) {
        if (talk != null) {
            talk.close();
        }
    }

    /// What `use` makes with what was read of `conversation`. Nobody else has it meanwhile; what
    /// failed in the middle is not kept.
    <T> T with(Object conversation, Function<Talk, T> use) {
        @Nullable Talk talk = idle.asMap().remove(conversation);
        (talk == null ? counts.misses() : counts.hits()).increment();
        Talk used = talk == null ? voice.newTalk() : talk;
        T result;
        try {
            result = use.apply(used);
        } catch (RuntimeException | Error failed) {
            used.close();
            throw failed;
        }
        keep(conversation, used);
        return result;
    }

    private synchronized void keep(Object conversation, Talk talk) {
        if (closed) {
            talk.close();
            return;
        }
        close(idle.asMap().put(conversation, talk));
    }

    /// Forgets all of them; those in use go when they are brought back.
    @Override
    public synchronized void close() {
        closed = true;
        idle.asMap().values().forEach(Talk::close);
        idle.asMap().clear();
    }
}
