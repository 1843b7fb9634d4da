package dev.understudy.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Numbers as pages and their pictures state them.
public final class Numbers {
    private static final int TICKS = 5;

    private Numbers() {}

    /// Round numbers from `min` to `max`, which is greater: 1, 2 or 5 times a power of ten apart.
    public static List<Double> ticks(double min, double max) {
        double rough = (max - min) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (double factor : new double[] {5, 2, 1}) {
            if (factor * power >= rough) {
                step = factor * power;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(min / step); i * step <= max; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /// `value` with as many digits as tell it from its neighbours.
    public static String text(double value) {
        double size = Math.abs(value);
        String format = size >= 1000 || size == 0 ? "%,.0f" : size >= 0.01 ? "%.4g" : "%.3e";
        String text = String.format(Locale.ROOT, format, value);
        return text.contains(".") && !text.contains("e")
                ? text.replaceFirst("\\.?0+$", "")
                : text.replaceFirst("\\.?0*e([+-])0?", "e$1");
    }

    /// `count` in groups of three digits.
    public static String text(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
