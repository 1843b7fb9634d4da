package dev.understudy.settings;

/// The numbers that a setting takes.
///
/// @param least the smallest, itself included
/// @param most the largest, itself included
public record Range(double least, double most) {

    /// Whether `number` is one of them; NaN never is.
    public boolean holds(double number) {
        return number >= least && number <= most;
    }

    /// How they are spelled.
    public Kind<Double> numbers() {
        return Kind.real(toString(), this::holds);
    }

    /// How the whole ones among them are spelled.
    public Kind<Long> wholeNumbers() {
        return Kind.whole((long) Math.ceil(least), (long) Math.floor(most));
    }

    /// Throws UserError, which names `setting`, unless `number` is one of them.
    public void require(String setting, double number) {
        if (!holds(number)) {
            throw new UserError(
                    "%s is %s; accepted: a number, %s."
                            .formatted(setting, Double.toString(number), this),
                    "Choose one of these, or leave the setting out for the default.");
        }
    }

    /// As help and errors say it: `0 to 2`.
    @Override
    public String toString() {
        return Kind.plain(least) + " to " + Kind.plain(most);
    }
}
