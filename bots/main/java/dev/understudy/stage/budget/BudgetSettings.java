package dev.understudy.stage.budget;

import java.time.Duration;

/// How much of what is granted.
///
/// @param user commands and replies that one account may ask for
/// @param channel the same in one channel, clones' unasked lines included
/// @param model requests to the model, over all
public record BudgetSettings(Rate user, Rate channel, Rate model) {
    /// For friends who play: 10 and 20 a minute, and 60 requests to the model.
    public static final BudgetSettings DEFAULT =
            new BudgetSettings(
                    new Rate(10, Duration.ofMinutes(1)),
                    new Rate(20, Duration.ofMinutes(1)),
                    new Rate(60, Duration.ofMinutes(1)));
}
