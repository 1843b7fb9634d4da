package dev.understudy.clone.version;

import java.util.Locale;

/// What a version of a model may do.
public enum State {
    /// Trained, and not judged yet. Does not speak.
    CANDIDATE,
    /// Speaks now.
    LIVE,
    /// Spoke before the live one, and would again after a rollback.
    PREVIOUS,
    /// Spoke once. Can be made live again.
    RETIRED,
    /// Has seen somebody who was forgotten since. Never speaks again.
    STALE,
    /// Failed a gate. Never speaks.
    REJECTED;

    /// Whether a version in this state can be made live.
    public boolean maySpeak() {
        return this != STALE && this != REJECTED;
    }

    /// As people read it, and files have it: `live`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
