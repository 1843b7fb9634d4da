package dev.understudy.archive.live;

import dev.understudy.chat.Handle;
import dev.understudy.chat.SpeakerName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Somebody who asked to be forgotten. Models that were trained on them are stale.
///
/// @param speaker the name in transcripts that models may know
/// @param handles whose messages are not stored again
/// @param at when; nothing they wrote until then is ever stored again
public record Forgotten(SpeakerName speaker, List<Handle> handles, Instant at) {
    public Forgotten {
        handles = List.copyOf(handles);
    }

    /// The same person with another handle too.
    Forgotten and(Forgotten same) {
        List<Handle> all = new ArrayList<>(handles);
        all.addAll(same.handles);
        return new Forgotten(speaker, all, at);
    }
}
