package dev.understudy.likeness.measuring;

import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.Voice;
import dev.understudy.likeness.Share;
import dev.understudy.likeness.held.Moment;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What somebody's clone said at some moments.
///
/// @param texts one for each moment, in their order
/// @param empty those that would have been empty, had nothing else been drawn instead
record Answers(List<String> texts, Share empty) {
    /// Between the seeds of two friends, so that no two replies have the same chance.
    private static final long APART = 1_000_003;

    Answers {
        texts = List.copyOf(texts);
    }

    /// Asks the clone of `friend` as a channel would: the same prompt, the same rules.
    ///
    /// @param sampling its seed is that of the friend's first reply
    /// @param told of each reply
    static Answers ask(
            Voice voice,
            SpeakerName friend,
            List<Moment> moments,
            Sampling sampling,
            Consumer<String> told) {
        List<String> texts = new ArrayList<>();
        Share empty = Share.NONE;
        for (Moment moment : moments) {
            ContextWindow window = new ContextWindow();
            moment.before().forEach(window::add);
            Sampler sampler = new Sampler(sampling.withSeed(sampling.seed() + texts.size()));
            Emptied listener = new Emptied();
            String text = voice.reply(friend, window, sampler, listener).text();
            texts.add(text);
            empty = empty.with(listener.emptied);
            told.accept(text);
        }
        return new Answers(texts, empty);
    }

    /// The chance of the friend at `place` among the friends.
    static Sampling seeded(Sampling sampling, int place) {
        return sampling.withSeed(sampling.seed() + APART * place);
    }

    private static final class Emptied implements Listener {
        private boolean emptied;

        @Override
        public void heard(String more) {}

        @Override
        public void emptied() {
            emptied = true;
        }
    }
}
