package dev.understudy.stage.talk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.understudy.clone.Voice;
import dev.understudy.generation.Recall;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one voice has read of conversations, the latest of them within a budget of memory. What is
/// dropped is read anew, with the same replies. Thread-safe.
final class Recalls implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final long KILOBYTE = 1024;

    private final Voice voice;
    private final Cache<Object, Recall> idle;
    private boolean closed;

    /// @param bytes of all that are not in use
    Recalls(Voice voice, long bytes) {
        this.voice = voice;
        idle =
                Caffeine.newBuilder()
                        .weakKeys()
                        .maximumWeight(bytes / KILOBYTE)
                        .weigher((Object _, Recall recall) -> (int) (recall.bytes() / KILOBYTE))
                        .expireAfterWrite(IDLE)
                        .scheduler(Scheduler.systemScheduler())
                        .executor(Runnable::run)
                        .<Object, Recall>evictionListener((_, recall, _) -> close(recall))
                        .build();
    }

    private static void close(@Nullable Recall recall) {
        if (recall != null) {
            recall.close();
        }
    }

    /// What `use` makes with what was read of `conversation`. Nobody else has it meanwhile; what
    /// failed in the middle is not kept.
    <T> T with(Object conversation, Function<Recall, T> use) {
        @Nullable Recall recall = idle.asMap().remove(conversation);
        Recall used = recall == null ? voice.newRecall() : recall;
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

    private synchronized void keep(Object conversation, Recall recall) {
        if (closed) {
            recall.close();
            return;
        }
        close(idle.asMap().put(conversation, recall));
    }

    /// Forgets all of them; those in use go when they are brought back.
    @Override
    public synchronized void close() {
        closed = true;
        idle.asMap().values().forEach(Recall::close);
        idle.asMap().clear();
    }
}
