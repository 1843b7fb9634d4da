package dev.understudy.stage.talk;

import dev.understudy.clone.voice.Voice;

/// A voice in memory, with what it has read of conversations. It lives as long as somebody needs
/// it: whoever loaded it, and each reply that it began. Thread-safe.
final class Loaded {
    private final Voice voice;
    private final long bytes;
    private final Recalls recalls;
    private final Runnable freed;
    private int users = 1;

    /// Needed from the beginning.
    ///
    /// @param bytes that were taken for it
    /// @param freed is run when its memory is free again
    Loaded(Voice voice, long bytes, Recalls recalls, Runnable freed) {
        this.voice = voice;
        this.bytes = bytes;
        this.recalls = recalls;
        this.freed = freed;
    }

    /// Bytes that were taken for it.
    long bytes() {
        return bytes;
    }

    Voice voice() {
        return voice;
    }

    Recalls recalls() {
        return recalls;
    }

    /// Keeps it alive for one more; false when it has ended.
    synchronized boolean enter() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /// Needs it no more: the last one frees it.
    void leave() {
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
        }
        try (voice;
                recalls) {
            // Closes both, even if one of them cannot be closed.
        } finally {
            freed.run();
        }
    }
}
