package dev.understudy.archive.people;

import dev.understudy.archive.live.Consent;
import dev.understudy.chat.Handle;
import dev.understudy.chat.SpeakerName;
import java.util.List;

/// What an operator may change about people, who are named by any of their handles.
public sealed interface Change {
    /// All accounts of `others` are those of whoever owns `into`, who keeps the name.
    record Merge(Handle into, List<Handle> others) implements Change {
        public Merge {
            others = List.copyOf(others);
        }
    }

    /// `handles`, all of one person who has others too, are another's.
    record Split(List<Handle> handles) implements Change {
        public Split {
            handles = List.copyOf(handles);
            if (handles.isEmpty()) {
                throw new IllegalArgumentException("nothing is taken out");
            }
        }
    }

    /// Transcripts call them `speaker` from now on, and friends `display`, whatever their messages
    /// say.
    record Rename(Handle whose, SpeakerName speaker, String display) implements Change {}

    /// Friends call them `name` too, or do not.
    record Alias(Handle whose, String name, boolean added) implements Change {}

    /// The account is a bot's, or is not.
    record Bot(Handle handle, boolean is) implements Change {}

    /// What they wrote is of no use, or is of use again.
    record Exclude(Handle whose, boolean out) implements Change {}

    /// They said so, and an operator may note how that is known.
    record Said(Handle whose, Consent consent, String note) implements Change {}
}
