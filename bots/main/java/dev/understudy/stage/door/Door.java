package dev.understudy.stage.door;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import java.time.Duration;

/// One platform as the stage sees it: where clones speak through. It translates, and decides
/// nothing.
///
/// Methods block until the platform has what it is given, waiting as long as it says to, and trying
/// again what failed for a moment. They throw [Refused] when it will not take it. Thread-safe.
public interface Door extends AutoCloseable {
    /// Which platform.
    Platform platform();

    /// The most UTF-16 units that one message of `who` may have.
    int limit(Persona who);

    /// Says `line`, which is within the limit, as one message. Mentions nobody, whatever the text
    /// holds. Returns the platform's id of the message.
    String say(Channel channel, Line line);

    /// Says something of the bot's own, such as an apology, in as many messages as it takes.
    void tell(Channel channel, String notice);

    /// Shows for [#typingLasts] that somebody is typing, unless something is said before. Fails
    /// silently.
    void type(Channel channel);

    /// How long the platform shows it.
    Duration typingLasts();

    /// Stops hearing, then lets go of the connection.
    @Override
    void close();
}
