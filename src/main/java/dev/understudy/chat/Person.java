package dev.understudy.chat;

import java.util.List;

/// A human in one circle, with every account that is theirs.
///
/// @param speaker the name in transcripts, unique in the circle
/// @param displayName the name as their friends read it
/// @param aliases other names by which their friends call them
public record Person(
        SpeakerName speaker, String displayName, List<Handle> handles, List<String> aliases) {
    public Person {
        handles = List.copyOf(handles);
        aliases = List.copyOf(aliases);
    }

    /// Somebody who is called by no other name.
    public Person(SpeakerName speaker, String displayName, List<Handle> handles) {
        this(speaker, displayName, handles, List.of());
    }
}
