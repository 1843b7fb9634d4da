package dev.understudy.likeness.page;

import dev.understudy.likeness.Share;
import java.util.Locale;

/// Numbers as the page states them.
final class Words {
    private Words() {}

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    static String percent(Share share) {
        return share.of() == 0 ? "–" : percent(share.part());
    }

    static String two(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }

    static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
