package dev.understudy.stage.command;

import dev.understudy.chat.Handle;

/// A command with where it was given and by whom.
///
/// @param asker whose account gave it
/// @param askerName their display name
public record Request(Place place, Handle asker, String askerName, Command command) {}
