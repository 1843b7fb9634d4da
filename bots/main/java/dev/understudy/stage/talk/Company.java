package dev.understudy.stage.talk;

import dev.understudy.chat.Pauses;
import dev.understudy.clone.Catalogue;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.Voice;
import dev.understudy.settings.UserError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// The clones of one circle, all played by the one model. Thread-safe: the model says one reply at
/// a time, to whoever waits longest.
public final class Company implements AutoCloseable {
    private static final Cast NOBODY = new Cast(Optional.empty(), new Catalogue(List.of()), "none");

    private final ReentrantLock speaking = new ReentrantLock(true);
    private final Function<List<Speaker>, Catalogue> catalogues;
    private volatile Cast cast;
    private boolean closed;

    /// What changes when another version of the model takes over.
    private record Cast(Optional<Voice> voice, Catalogue catalogue, String version) {
        void close() {
            voice.ifPresent(Voice::close);
        }
    }

    /// Clones that nobody can play yet: there are none until a voice comes.
    public Company() {
        this(Catalogue::new);
    }

    /// The same where not all may be called, or by more names.
    ///
    /// @param catalogues who can be called of those whom a model has learned
    public Company(Function<List<Speaker>, Catalogue> catalogues) {
        this.catalogues = catalogues;
        cast = NOBODY;
    }

    /// The clones of `voice`, which is closed with this.
    ///
    /// @param version of the model, as in `friends@0003`
    public Company(Voice voice, String version) {
        this(voice, version, Catalogue::new);
    }

    /// The same where not all may be called, or by more names.
    ///
    /// @param catalogues who can be called of those whom a model has learned
    public Company(Voice voice, String version, Function<List<Speaker>, Catalogue> catalogues) {
        this.catalogues = catalogues;
        cast = cast(voice, version);
    }

    private Cast cast(Voice voice, String version) {
        return new Cast(Optional.of(voice), catalogues.apply(voice.card().speakers()), version);
    }

    /// Which model it is; "none" before the first.
    public String version() {
        return cast.version();
    }

    /// Who can be called.
    public Catalogue catalogue() {
        return cast.catalogue();
    }

    /// Has `voice` speak in place of the present one, which is closed: a reply under way is
    /// finished, the next is the new one's. Nobody who waits for a reply waits for more than an
    /// exchange of two references. One that comes after [#close] is closed at once.
    public void follow(Voice voice, String version) {
        Cast next;
        try {
            next = cast(voice, version);
        } catch (RuntimeException uncast) {
            voice.close();
            throw uncast;
        }
        exchange(next).close();
    }

    /// Returns whom nobody needs any more.
    private Cast exchange(Cast next) {
        speaking.lock();
        try {
            if (closed) {
                return next;
            }
            Cast before = cast;
            cast = next;
            return before;
        } finally {
            speaking.unlock();
        }
    }

    /// A conversation that begins here, and shares with others the model and nothing else.
    ///
    /// @param usual how clones speak where nobody there says otherwise; may change
    public Conversation newConversation(Supplier<Tuning> usual) {
        return newConversation(usual, () -> Pauses.STANDARD);
    }

    /// The same where people pause otherwise.
    ///
    /// @param pauses where bursts and conversations end; may change
    public Conversation newConversation(Supplier<Tuning> usual, Supplier<Pauses> pauses) {
        return new Conversation(this, usual, new ContextWindow(pauses));
    }

    /// What `use` makes of the model and the name of its version, once it is free: both are the
    /// same until `use` has returned. Throws UserError when there is none yet.
    <T> T withVoice(BiFunction<Voice, String, T> use) {
        speaking.lock();
        try {
            Cast now = cast;
            Voice voice =
                    now.voice()
                            .orElseThrow(
                                    () ->
                                            new UserError(
                                                    "There is no model yet that could speak.",
                                                    "An operator trains one: /retrain."));
            return use.apply(voice, now.version());
        } finally {
            speaking.unlock();
        }
    }

    /// Lets a reply under way be finished; there is none after it.
    @Override
    public void close() {
        Cast last;
        speaking.lock();
        try {
            closed = true;
            last = cast;
            cast = NOBODY;
        } finally {
            speaking.unlock();
        }
        last.close();
    }
}
