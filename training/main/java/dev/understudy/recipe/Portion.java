package dev.understudy.recipe;

/// An amount, or a share of another one: `100`, `5%`.
///
/// @param amount the number itself, or 0.05 for five percent
/// @param ofWhole whether it is a share
public record Portion(double amount, boolean ofWhole) {

    /// What it comes to where the whole is `whole`.
    public double of(double whole) {
        return ofWhole ? amount * whole : amount;
    }

    @Override
    public String toString() {
        return ofWhole ? Kind.plain(amount * 100) + "%" : Kind.plain(amount);
    }
}
