package dev.understudy.corpus.conversation;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Words in a channel.
///
/// @param id the message's, unique in the channel
/// @param text as a turn holds it; not empty
/// @param replyTo the id of the message that it answers
public record Said(
        Channel channel,
        String id,
        SpeakerName speaker,
        Instant at,
        String text,
        Optional<String> replyTo) {

    /// What `speaker` says with `message`, put as `text`.
    public static Said of(Message message, SpeakerName speaker, String text) {
        return new Said(
                message.channel(),
                message.id(),
                speaker,
                message.sentAt(),
                text,
                message.replyTo());
    }

    boolean hasClock() {
        return channel.platform().hasClock();
    }

    /// A retitled channel is still the same place.
    boolean isInChannelOf(Said other) {
        return channel.platform() == other.channel.platform()
                && channel.id().equals(other.channel.id());
    }

    /// How long after `other` it was said.
    Duration since(Said other) {
        return Duration.between(other.at, at);
    }
}
