package dev.understudy.archive.live;

import java.time.Instant;

/// Whether somebody lets themselves be kept and cloned.
///
/// @param how where that is known from
/// @param at since when; 1970 when nobody was asked
public record Consent(State state, How how, Instant at) {
    /// What somebody said who was never asked.
    public static final Consent UNKNOWN =
            new Consent(State.UNKNOWN, How.NOBODY_ASKED, Instant.EPOCH);

    /// What they said.
    public enum State {
        UNKNOWN,
        GRANTED,
        /// Nothing that they write is stored from then on.
        REFUSED
    }

    /// Where it is known from.
    public enum How {
        NOBODY_ASKED,
        /// They said so themselves, in a chat.
        COMMAND,
        /// An operator wrote it down.
        OPERATOR,
        /// It came with an import.
        IMPORT
    }

    /// Whether they agreed.
    public boolean isGranted() {
        return state == State.GRANTED;
    }
}
