package dev.understudy.stage;

import dev.understudy.archive.live.AuditTrail;
import dev.understudy.configuration.Configuration;
import dev.understudy.stage.budget.Budgets;
import dev.understudy.stage.leak.LeakGuard;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What the whole stage shares.
///
/// @param configuration as it is now: manners and budgets may change while clones speak
/// @param clock the time, and the zone that the circles live in
/// @param random for what clones decide; thread-safe
public record Surroundings(
        Supplier<Configuration> configuration,
        Guarding guarding,
        AuditTrail audit,
        Clock clock,
        RandomGenerator random) {

    /// What keeps clones within bounds.
    public record Guarding(LeakGuard leaks, Budgets budgets) {}
}
