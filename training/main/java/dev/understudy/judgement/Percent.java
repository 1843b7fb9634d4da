package dev.understudy.judgement;

import java.util.Locale;

/// Shares as sentences state them.
final class Percent {
    private Percent() {}

    /// `0.1234` as `12.3 %`.
    static String of(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part).replace(".0 %", " %");
    }
}
