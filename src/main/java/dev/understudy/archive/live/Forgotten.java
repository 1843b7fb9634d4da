package dev.understudy.archive.live;

import dev.understudy.chat.Handle;
import dev.understudy.chat.SpeakerName;
import java.time.Instant;
import java.util.List;

/// An account of somebody who asked to be forgotten. Models that were trained on them are stale.
///
/// @param speaker the name in transcripts that models may know
/// @param handles whose messages are not stored again
/// @param at when; nothing they wrote until then is ever stored again
public record Forgotten(SpeakerName speaker, List<Handle> handles, Instant at) {
    public Forgotten {
        handles = List.copyOf(handles);
    }

    /// What forgetting somebody took away.
    ///
    /// @param messages that they wrote
    /// @param quotes messages of others that repeated theirs
    /// @param staleModels versions that saw them, as in `0003`
    public record Erased(long messages, long quotes, List<String> staleModels) {
        public Erased {
            staleModels = List.copyOf(staleModels);
        }
    }
}
