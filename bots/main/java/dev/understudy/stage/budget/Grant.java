package dev.understudy.stage.budget;

import java.time.Duration;

/// Whether somebody may have what they ask for.
public sealed interface Grant {
    /// They may, and it is taken off the budgets.
    record Granted() implements Grant {}

    /// Not now; nothing was taken.
    ///
    /// @param limit the budget that is used up
    /// @param after how long until it has room for one more, at least a nanosecond
    record Denied(Limit limit, Duration after) implements Grant {}

    /// What may be used up.
    enum Limit {
        USER,
        CHANNEL,
        MODEL
    }
}
