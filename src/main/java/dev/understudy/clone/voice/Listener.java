package dev.understudy.clone.voice;

import java.time.Duration;

/// Hears a reply while it is being said.
public interface Listener {
    /// Hears nothing, ends nothing.
    Listener NONE = _ -> {};

    /// What was added; all of it together is the reply. Nothing is ever taken back.
    void heard(String more);

    /// What was drawn would have ended the reply before there was anything to see; it is drawn
    /// again.
    default void emptied() {}

    /// How long the reply may wait until the model is free.
    default Duration patience() {
        return Duration.ofMinutes(1);
    }

    /// Whether to stop as soon as anything has been said.
    default boolean enough() {
        return false;
    }
}
