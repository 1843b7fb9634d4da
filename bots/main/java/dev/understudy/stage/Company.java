package dev.understudy.stage;

import dev.understudy.clone.Catalogue;
import dev.understudy.clone.Voice;
import dev.understudy.sampling.Sampling;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// The clones of one circle, all played by the one model. Thread-safe: the model says one reply at
/// a time, to whoever waits longest.
public final class Company {
    private final Voice voice;
    private final Catalogue catalogue;
    private final ReentrantLock speaking = new ReentrantLock(true);

    /// The clones of `voice`, which the caller closes after this.
    public Company(Voice voice) {
        this.voice = voice;
        catalogue = new Catalogue(voice.card());
    }

    /// Who can be called.
    public Catalogue catalogue() {
        return catalogue;
    }

    /// A conversation that begins here, and shares with others the model and nothing else.
    public Conversation newConversation(Sampling sampling) {
        return new Conversation(this, sampling);
    }

    /// What `use` makes of the model, once it is free.
    <T> T withVoice(Function<Voice, T> use) {
        speaking.lock();
        try {
            return use.apply(voice);
        } finally {
            speaking.unlock();
        }
    }
}
