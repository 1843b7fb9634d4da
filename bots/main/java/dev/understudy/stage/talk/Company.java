package dev.understudy.stage.talk;

import dev.understudy.chat.Pauses;
import dev.understudy.clone.Catalogue;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.Voice;
import dev.understudy.settings.UserError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// The clones of one circle, all played by the one model. Thread-safe: the model says one reply at
/// a time, to whoever waits longest.
public final class Company implements AutoCloseable {
    private final ReentrantLock speaking = new ReentrantLock(true);
    private volatile Cast cast;

    /// What changes when another version of the model takes over.
    private record Cast(Optional<Voice> voice, Catalogue catalogue, String version) {
        static Cast of(Voice voice, String version) {
            return new Cast(Optional.of(voice), new Catalogue(voice.card().speakers()), version);
        }

        void close() {
            voice.ifPresent(Voice::close);
        }
    }

    /// Clones that nobody can play yet: there are none until a voice comes.
    public Company() {
        cast = new Cast(Optional.empty(), new Catalogue(List.of()), "none");
    }

    /// The clones of `voice`, which is closed with this.
    ///
    /// @param version of the model, as in `friends@0003`
    public Company(Voice voice, String version) {
        cast = Cast.of(voice, version);
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
    /// finished, the next is the new one's.
    public void follow(Voice voice, String version) {
        speaking.lock();
        try {
            Cast before = cast;
            cast = Cast.of(voice, version);
            before.close();
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

    /// What `use` makes of the model, once it is free. Throws UserError when there is none yet.
    <T> T withVoice(Function<Voice, T> use) {
        speaking.lock();
        try {
            Voice voice =
                    cast.voice()
                            .orElseThrow(
                                    () ->
                                            new UserError(
                                                    "There is no model yet that could speak.",
                                                    "An operator trains one: /retrain."));
            return use.apply(voice);
        } finally {
            speaking.unlock();
        }
    }

    @Override
    public void close() {
        speaking.lock();
        try {
            cast.close();
        } finally {
            speaking.unlock();
        }
    }
}
