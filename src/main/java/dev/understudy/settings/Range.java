package dev.understudy.settings;

import java.math.BigDecimal;

/// The numbers that a setting takes.
///
/// @param least the smallest, itself included
/// @param most the largest, itself included
public record Range(double least, double most) {

    /// Whether `number` is one of them; NaN never is.
    public boolean holds(double number) {
        return number >= least && number <= most;
    }

    /// Throws UserError, which names `setting`, unless `number` is one of them.
    public void require(String setting, double number) {
        if (!holds(number)) {
            throw new UserError(
                    "%s is %s; accepted: a number, %s."
                            .formatted(setting, Double.isNaN(number) ? "NaN" : plain(number), this),
                    "Choose one of these, or leave the setting out for the default.");
        }
    }

    /// As help and errors say it: `0 to 2`.
    @Override
    public String toString() {
        return plain(least) + " to " + plain(most);
    }

    private static String plain(double number) {
        return Double.isInfinite(number)
                ? Double.toString(number)
                : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
