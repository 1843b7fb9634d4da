package dev.understudy.chat;

import java.util.List;

/// A human in one circle, with every account that is theirs.
///
/// @param speaker the name in transcripts, unique in the circle
/// @param displayName the name as their friends read it
public record Person(SpeakerName speaker, String displayName, List<Handle> handles) {
    public Person {
        handles = List.copyOf(handles);
    }
}
