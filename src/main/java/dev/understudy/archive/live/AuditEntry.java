package dev.understudy.archive.live;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A command that somebody gave: never what it said, nor any message's text.
///
/// @param circle whose channel it was given in, if any's
/// @param where the channel; its title is not kept
/// @param word the command, as in `clone`
/// @param clones the clones that it named
/// @param outcome what came of it, in a word or two, as in `done` or `not an operator`
public record AuditEntry(
        Optional<Circle> circle,
        Handle who,
        Channel where,
        String word,
        List<String> clones,
        String outcome,
        Instant at) {
    public AuditEntry {
        clones = List.copyOf(clones);
        if (word.isBlank()) {
            throw new IllegalArgumentException("a command has a word");
        }
    }
}
