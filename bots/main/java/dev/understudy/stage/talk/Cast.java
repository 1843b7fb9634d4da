package dev.understudy.stage.talk;

import dev.understudy.clone.Catalogue;
import dev.understudy.settings.UserError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// One version of a company's model. It lives as long as somebody needs it: the company, and each
/// reply that it began. Thread-safe.
final class Cast {
    private final Optional<Source> source;
    private final Catalogue catalogue;
    private final String version;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int users = 1;

    private Cast(Optional<Source> source, Catalogue catalogue, String version) {
        this.source = source;
        this.catalogue = catalogue;
        this.version = version;
    }

    /// Those whom the voice of `source` plays; the company needs them from the beginning.
    Cast(Source source, Catalogue catalogue, String version) {
        this(Optional.of(source), catalogue, version);
    }

    static Cast nobody() {
        return new Cast(Optional.empty(), new Catalogue(List.of()), "none");
    }

    /// What `use` makes with the voice. Throws UserError when there is none.
    <T> T with(Function<Loaded, T> use) {
        return source.orElseThrow(Cast::silent).with(use);
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
        source.ifPresent(Source::close);
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
