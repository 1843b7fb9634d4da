package dev.understudy.stage.talk;

import dev.understudy.clone.Catalogue;
import dev.understudy.clone.voice.Voice;
import dev.understudy.model.device.Machine;
import dev.understudy.settings.UserError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// One version of a company's model, with what it has read of conversations. It lives as long as
/// somebody needs it: the company, and each reply that it began. Thread-safe.
final class Cast {
    /// The part of the memory that is free for what was read.
    private static final int PART = 8;

    private final Optional<Voice> voice;
    private final Optional<Recalls> recalls;
    private final Catalogue catalogue;
    private final String version;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int users = 1;

    private Cast(Optional<Voice> voice, Catalogue catalogue, String version) {
        this.voice = voice;
        this.catalogue = catalogue;
        this.version = version;
        recalls = voice.map(one -> new Recalls(one, Machine.availableBytes() / PART));
    }

    /// Those whom `voice` plays; the company needs them from the beginning.
    Cast(Voice voice, Catalogue catalogue, String version) {
        this(Optional.of(voice), catalogue, version);
    }

    static Cast nobody() {
        return new Cast(Optional.empty(), new Catalogue(List.of()), "none");
    }

    /// Throws UserError when there is none.
    Voice voice() {
        return voice.orElseThrow(Cast::silent);
    }

    /// Throws UserError when there is no voice.
    Recalls recalls() {
        return recalls.orElseThrow(Cast::silent);
    }

    private static UserError silent() {
        return new UserError(
                "There is no model yet that could speak.", "An operator trains one: /retrain.");
    }

    Catalogue catalogue() {
        return catalogue;
    }

    String version() {
        return version;
    }

    /// Keeps it alive for one more; false when it has ended.
    synchronized boolean enter() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /// Needs it no more: the last one closes it.
    void leave() {
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
        }
        recalls.ifPresent(Recalls::close);
        voice.ifPresent(Voice::close);
        ended.countDown();
    }

    /// Waits until nobody needs it.
    void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
