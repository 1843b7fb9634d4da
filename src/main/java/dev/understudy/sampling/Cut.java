package dev.understudy.sampling;

import dev.understudy.settings.UserError;

/// Which unlikely tokens are left out. Throws UserError when a value is out of its range.
///
/// @param topK how many of the likeliest tokens may be picked; 0 for all
/// @param topP picks among the fewest tokens that are together this likely; above 0.0 to 1.0 (all)
/// @param minP picks among tokens at least this share as likely as the likeliest (Nguyen et al.
///   2024); 0.0 (all) to 1.0
/// @param typicalP picks among the tokens that say about as much as is expected here, the fewest
///   that are together this likely (Meister et al. 2023, locally typical sampling); above 0.0 to
///   1.0 (all)
public record Cut(int topK, double topP, double minP, double typicalP) {

    /// Leaves out nothing.
    public static final Cut NONE = new Cut(0, 1, 0, 1);

    public Cut {
        if (topK < 0) {
            throw new UserError(
                    "top-k is " + topK + "; accepted: 0 (all) and above.",
                    "40 keeps to the usual words, 0 leaves the choice to top-p.");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new UserError(
                    "top-p is " + topP + "; accepted: above 0.0, to 1.0.",
                    "0.95 leaves out the unlikeliest words, 1 leaves out none.");
        }
        if (!(minP >= 0 && minP <= 1)) {
            throw new UserError(
                    "min-p is " + minP + "; accepted: 0.0 to 1.0.",
                    "0.05 leaves out what is less than a twentieth as likely as the likeliest"
                            + " word, 0 leaves out none.");
        }
        if (!(typicalP > 0 && typicalP <= 1)) {
            throw new UserError(
                    "typical-p is " + typicalP + "; accepted: above 0.0, to 1.0.",
                    "0.95 leaves out what is too odd or too plain, 1 leaves out none.");
        }
    }
}
