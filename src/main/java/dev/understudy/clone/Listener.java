package dev.understudy.clone;

/// Hears a reply while it is being said.
public interface Listener {
    /// Hears nothing, ends nothing.
    Listener NONE = _ -> {};

    /// What was added; all of it together is the reply. Nothing is ever taken back.
    void heard(String more);

    /// Whether to stop as soon as anything has been said.
    default boolean enough() {
        return false;
    }
}
