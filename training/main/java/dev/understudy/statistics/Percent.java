package dev.understudy.statistics;

import java.util.Locale;

/// Parts as people read them.
public final class Percent {
    private Percent() {}

    /// `perMille` in percent: `12.3 %`.
    public static String of(int perMille) {
        return String.format(Locale.ROOT, "%d.%d %%", perMille / 10, perMille % 10);
    }

    /// `part` of `whole`, which may be 0, in percent.
    public static String of(long part, long whole) {
        return of(whole == 0 ? 0 : Math.toIntExact(Math.round(1000.0 * part / whole)));
    }
}
