package dev.understudy.telegram;

import java.time.Duration;

/// How long things are waited for.
///
/// @param first before something is tried again for the first time; doubled from then on
/// @param most between two tries
/// @param tries of one call, before it has failed
/// @param poll how long Telegram holds its answer when nothing happens; whole seconds
/// @param answer how long any other answer may take
record Patience(Duration first, Duration most, int tries, Duration poll, Duration answer) {
    static final Patience USUAL =
            new Patience(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(45),
                    7,
                    Duration.ofSeconds(50),
                    Duration.ofSeconds(30));

    /// Before try number `failures` + 1.
    Duration pause(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.clamp(failures - 1, 0, 20));
        return doubled.compareTo(most) < 0 ? doubled : most;
    }
}
