package dev.understudy.sampling;

import dev.understudy.settings.UserError;

/// What is held against tokens that came before. Throws UserError when a value is out of its range.
///
/// @param repetition divides the score of what the prompt or the reply holds (Keskar et al. 2019,
///   section 4.1); 1.0 (none) to 2.0
/// @param presence is taken from the score of what was picked before, however often (OpenAI's API
///   reference); -2.0 to 2.0, below 0 invites it
/// @param frequency is taken from it once for each time it was picked; -2.0 to 2.0
/// @param noRepeat how many tokens in a row are never said twice, the prompt's included; 0 for no
///   such rule
public record Penalties(double repetition, double presence, double frequency, int noRepeat) {

    /// Nothing is held against anything.
    public static final Penalties NONE = new Penalties(1, 0, 0, 0);

    public Penalties {
        if (!(repetition >= 1 && repetition <= 2)) {
            throw new UserError(
                    "repetition-penalty is " + repetition + "; accepted: 1.0 to 2.0.",
                    "1 is none, 1.2 is felt.");
        }
        requireWithinTwo("presence-penalty", presence);
        requireWithinTwo("frequency-penalty", frequency);
        if (noRepeat < 0) {
            throw new UserError(
                    "no-repeat is " + noRepeat + "; accepted: 0 (repeats are allowed) and above.",
                    "4 allows no four tokens in a row that came before.");
        }
    }

    private static void requireWithinTwo(String name, double value) {
        if (!(value >= -2 && value <= 2)) {
            throw new UserError(
                    name + " is " + value + "; accepted: -2.0 to 2.0.",
                    "0 is none, 0.5 is felt, below 0 invites repeats.");
        }
    }
}
