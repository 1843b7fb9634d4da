package dev.understudy.stage;

import dev.understudy.chat.Turn;
import dev.understudy.clone.Catalogue;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.Listener;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.Voice;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where the clones of one circle speak: every channel with its own conversation, all of them with
/// the one model. Thread-safe: the model says one reply at a time.
public final class Stage {
    private final Voice voice;
    private final Catalogue catalogue;
    private final Sampling sampling;
    private final Map<String, Conversation> conversations = new ConcurrentHashMap<>();

    /// A stage for `voice`, which the caller closes after it.
    ///
    /// @param sampling what every conversation starts with
    public Stage(Voice voice, Sampling sampling) {
        this.voice = voice;
        this.sampling = sampling;
        catalogue = new Catalogue(voice.card());
    }

    /// The conversation in one channel, begun when it is first asked for.
    ///
    /// @param channel its platform's key and its id there, such as `discord:42`
    public Conversation conversation(String channel) {
        return conversations.computeIfAbsent(channel, _ -> new Conversation(this, sampling));
    }

    /// Who can be called.
    public Catalogue catalogue() {
        return catalogue;
    }

    Turn reply(Speaker speaker, ContextWindow window, Sampler sampler, Listener listener) {
        synchronized (voice) {
            return voice.reply(speaker.name(), window, sampler, listener);
        }
    }
}
