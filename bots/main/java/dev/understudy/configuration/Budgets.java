package dev.understudy.configuration;

import dev.understudy.settings.Range;
import dev.understudy.stage.budget.BudgetSettings;
import dev.understudy.stage.budget.Rate;
import java.time.Duration;

/// How much clones may do, so that no one person or scene takes them all.
///
/// @param userPerMinute messages and commands of one person that clones answer in a minute
/// @param channelPerMinute replies in one channel in a minute
/// @param requestsPerMinute replies in all, everywhere, in a minute
/// @param sceneTurns the most turns that one scene has
public record Budgets(
        int userPerMinute, int channelPerMinute, int requestsPerMinute, int sceneTurns) {

    static final Range PER_MINUTE = new Range(1, 10_000);
    static final Range TURNS = new Range(2, 50);

    /// Twelve a minute are more than a person types; a GPT-2 on two cores answers about one a
    /// second.
    public static final Budgets DEFAULT = new Budgets(12, 20, 60, 20);

    public Budgets {
        PER_MINUTE.require("budgets.user-per-minute", userPerMinute);
        PER_MINUTE.require("budgets.channel-per-minute", channelPerMinute);
        PER_MINUTE.require("budgets.requests-per-minute", requestsPerMinute);
        TURNS.require("budgets.scene-turns", sceneTurns);
    }

    /// The budgets of a minute.
    public BudgetSettings rates() {
        return new BudgetSettings(
                perMinute(userPerMinute),
                perMinute(channelPerMinute),
                perMinute(requestsPerMinute));
    }

    private static Rate perMinute(int count) {
        return new Rate(count, Duration.ofMinutes(1));
    }
}
