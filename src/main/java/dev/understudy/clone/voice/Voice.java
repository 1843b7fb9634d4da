package dev.understudy.clone.voice;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.ModelCard;
import dev.understudy.sampling.Sampler;

/// One model that can speak as anyone it has learned, wherever it is computed. For as many threads
/// at the same time as its model is.
public interface Voice extends AutoCloseable {

    /// What it goes by.
    Script script();

    /// What the model is and whom it plays.
    default ModelCard card() {
        return script().card();
    }

    /// Speaks a little, so that the first to wait for a reply does not wait for what is done only
    /// once. Throws UserError when the model cannot speak.
    void warmUp();

    /// The most tokens that one reply has.
    default int maxReplyTokens() {
        return script().maxReplyTokens();
    }

    /// What `speaker` goes on from in the conversation of `window`, which is left as it was: token
    /// ids that end with the speaker's header. Throws UserError when the name does not fit.
    default int[] prompt(SpeakerName speaker, ContextWindow window) {
        return script().prompt(speaker, window);
    }

    /// The transcript that `prompt` is, without what separates conversations.
    default String text(int[] prompt) {
        return script().text(prompt);
    }

    /// A conversation in which nothing was read yet. Close it before the voice.
    Talk newTalk();

    /// What `speaker` says next in the conversation of `window`, which is left as it was. Throws as
    /// [#prompt] and [Talk#reply].
    default Turn reply(
            SpeakerName speaker, ContextWindow window, Sampler sampler, Listener listener) {
        try (Talk talk = newTalk()) {
            return talk.reply(speaker, prompt(speaker, window), sampler, listener);
        }
    }

    /// Frees the model.
    @Override
    void close();

    /// A conversation, of which a voice may remember what it has read. One thread at a time.
    interface Talk extends AutoCloseable {

        /// What `speaker` says after `prompt`, which ends with their header.
        ///
        /// A reply ends at a blank line, at the end of text, where somebody else would speak, or at
        /// [#maxReplyTokens]; there is always something to see in it. Throws UserError when the
        /// model cannot speak, or has no time.
        Turn reply(SpeakerName speaker, int[] prompt, Sampler sampler, Listener listener);

        /// Bytes of memory that it takes.
        long bytes();

        /// Forgets what was read.
        @Override
        void close();
    }
}
