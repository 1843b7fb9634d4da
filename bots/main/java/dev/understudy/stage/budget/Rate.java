package dev.understudy.stage.budget;

import dev.understudy.settings.UserError;
import java.time.Duration;

/// How often something may happen: `count` times at once, and then again as often in each `per`.
public record Rate(int count, Duration per) {
    private static final int MAX_COUNT = 1_000_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    public Rate {
        if (count < 1
                || count > MAX_COUNT
                || per.compareTo(SHORTEST) < 0
                || per.compareTo(LONGEST) > 0) {
            throw new UserError(
                    "A budget of %d in %s; accepted: 1 to %d, in one second to seven days."
                            .formatted(count, per, MAX_COUNT),
                    "As in 10 in PT1M, which is ten a minute.");
        }
    }
}
