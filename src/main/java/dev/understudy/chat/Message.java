package dev.understudy.chat;

import dev.understudy.chat.text.Storable;
import java.time.Instant;
import java.util.Optional;

/// One message as its platform recorded it.
///
/// @param channel where it was said
/// @param id unique in its channel; importing the same id again is importing the same message
/// @param sender who said it
/// @param senderName the sender's display name at that time
/// @param sentAt when; sources without a clock count seconds from 1970, one for each message
/// @param sequence position in the source: keeps the order of messages with equal times
/// @param kind why it may or may not teach a clone to speak
/// @param text as written, not yet normalised for a transcript; empty for media without a caption
/// @param replyTo the id of the message it answers
/// @param editedAt when the text was last changed
public record Message(
        Channel channel,
        String id,
        Handle sender,
        String senderName,
        Instant sentAt,
        long sequence,
        Kind kind,
        String text,
        Optional<String> replyTo,
        Optional<Instant> editedAt) {

    /// What a message is. Only [#SPEECH] is ever a person's own words.
    public enum Kind {
        SPEECH,
        /// A picture, sticker, voice note … whose caption, if any, is the text.
        MEDIA,
        /// Somebody else's words, passed on.
        FORWARD,
        /// Written by or through a bot.
        BOT
    }

    public Message {
        id = Storable.of(id);
        replyTo = replyTo.map(Storable::of);
        if (id.isBlank()) {
            throw new IllegalArgumentException("a message needs an id");
        }
    }
}
