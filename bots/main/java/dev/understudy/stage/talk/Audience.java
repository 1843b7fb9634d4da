package dev.understudy.stage.talk;

import dev.understudy.clone.Speaker;

/// The people in one channel, as the stage sees them.
public interface Audience {
    /// Shows them something whole.
    void show(Shown shown);

    /// Lets them hear more of a line that is still being said; [#show] follows with all of it.
    default void hear(Speaker speaker, String more) {}

    /// Whether they want what is going on to end.
    default boolean enough() {
        return false;
    }
}
