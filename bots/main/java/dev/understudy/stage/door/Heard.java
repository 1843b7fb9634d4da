package dev.understudy.stage.door;

import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.stage.command.Place;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Something that happened on a platform, told as an import of that platform would put it: the same
/// keys of channels, messages and handles. What our own bot and its webhooks write is never told.
public sealed interface Heard {
    /// Where.
    Place place();

    /// Somebody wrote a message. Other bots' are of the kind [Message.Kind#BOT].
    ///
    /// @param address whom it is meant for, as the platform tells
    /// @param live whether it was just written; else it was missed, and is told afterwards
    record Said(Place place, Message message, Set<Address> address, boolean live) implements Heard {
        public Said {
            address = Set.copyOf(address);
        }
    }

    /// Whom a message is meant for.
    enum Address {
        /// It mentions the bot.
        MENTION,
        /// It answers a message of the bot's or of a clone's, which its `replyTo` names.
        REPLY
    }

    /// A message has other words now.
    record Edited(Place place, String id, String text, Instant at) implements Heard {}

    /// Messages were deleted.
    record Deleted(Place place, List<String> ids) implements Heard {
        public Deleted {
            ids = List.copyOf(ids);
        }
    }

    /// Somebody put a reaction on a message, or took it back.
    ///
    /// @param emoji as text, or the name of a custom one
    /// @param added whether it was put there
    record Reacted(Place place, String messageId, Handle who, String emoji, boolean added)
            implements Heard {}

    /// A channel goes on under another id.
    record Moved(Place place, Place to) implements Heard {}
}
