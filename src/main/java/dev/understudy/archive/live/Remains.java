package dev.understudy.archive.live;

import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import java.util.Map;
import java.util.Set;

/// What stays of somebody's words when they are forgotten: hashes alone, by which it is known when
/// they are repeated.
@FunctionalInterface
public interface Remains {
    /// Takes a message that is about to be deleted; in no certain order. Must not call the archive.
    /// If it throws, nothing is forgotten.
    void add(Message deleted);

    /// Names under which prompts have them, besides that of transcripts.
    default Set<SpeakerName> aliases() {
        return Set.of();
    }

    /// Whom each version of the circle's model has seen, by version as in `0003`.
    default Map<String, Set<SpeakerName>> models() {
        return Map.of();
    }

    /// The hashes of all that was taken; asked once, at the end.
    default long[] hashes() {
        return new long[0];
    }
}
