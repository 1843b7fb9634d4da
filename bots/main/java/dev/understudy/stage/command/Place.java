package dev.understudy.stage.command;

import dev.understudy.chat.Channel;

/// Where something happens on a platform.
///
/// @param parent id of the channel that a thread is in; elsewhere the channel's own
/// @param group id of what operators give to a circle, as the channel's ids are written: a Discord
///   server, a Telegram group, which is the channel itself; empty for private channels
public record Place(Channel channel, String parent, String group) {
    /// One that is in no other channel.
    public Place(Channel channel, String group) {
        this(channel, channel.id(), group);
    }

    /// A private channel, between somebody and us.
    public static Place direct(Channel channel) {
        return new Place(channel, "");
    }

    /// Whether it is private, between somebody and us.
    public boolean isDirect() {
        return group.isEmpty();
    }
}
