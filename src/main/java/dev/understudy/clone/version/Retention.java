package dev.understudy.clone.version;

import dev.understudy.settings.Range;
import java.time.Duration;

/// How many versions of a model are kept.
///
/// @param count the most good ones, with the live one
/// @param days the age after which a version goes that is neither live nor the one before
public record Retention(int count, int days) {
    /// What `keep` may be: the live one and the one before always stay.
    public static final Range COUNT = new Range(2, 1_000);

    /// What `keep-days` may be.
    public static final Range DAYS = new Range(1, 100_000);

    /// Five nights and a month: a fine-tuned gpt2 is half a gigabyte.
    public static final Retention DEFAULT = new Retention(5, 30);

    public Retention {
        COUNT.require("models.keep", count);
        DAYS.require("models.keep-days", days);
    }

    /// The age after which a version goes.
    public Duration age() {
        return Duration.ofDays(days);
    }
}
