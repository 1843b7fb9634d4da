package dev.understudy.archive.live;

import dev.understudy.chat.Handle;

/// A reaction that somebody has put on a clone's line.
///
/// @param emoji as text, or the name of a custom one
public record Reaction(Handle who, String emoji) {
    public Reaction {
        if (emoji.isBlank()) {
            throw new IllegalArgumentException("a reaction needs an emoji");
        }
    }
}
