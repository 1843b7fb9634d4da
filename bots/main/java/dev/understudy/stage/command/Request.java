package dev.understudy.stage.command;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;

/// A command with where it was given and by whom.
///
/// @param asker whose account gave it
/// @param askerName their display name
/// @param direct whether the channel is a private one, between them and us
public record Request(
        Channel channel, Handle asker, String askerName, boolean direct, Command command) {}
