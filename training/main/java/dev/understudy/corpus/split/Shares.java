package dev.understudy.corpus.split;

import dev.understudy.settings.UserError;

/// How a corpus is dealt out; 0.1 is a tenth of its characters.
///
/// @param validation how much is kept for validation
/// @param test how much of it is kept aside for a test, with as much of each person; 0 for none
/// @param ceiling how much of all one person may have said; 1 for as much as they did
public record Shares(double validation, double test, double ceiling) {
    /// The newest twentieth for validation, no test, no ceiling.
    public static final Shares STANDARD = new Shares(0.05, 0, 1);

    public Shares {
        if (!(validation > 0 && validation < 1)) {
            throw new UserError(
                    "corpus.validation-share is " + validation + "; accepted: above 0, below 1.",
                    "0.05 keeps the newest twentieth for validation.");
        }
        if (!(test >= 0 && test + validation < 1)) {
            throw new UserError(
                    "corpus.test-share is "
                            + test
                            + "; accepted: 0 to what validation-share, "
                            + validation
                            + ", leaves.",
                    "0 keeps nothing aside; 0.05 a twentieth.");
        }
        if (!(ceiling > 0 && ceiling <= 1)) {
            throw new UserError(
                    "corpus.ceiling is " + ceiling + "; accepted: above 0, up to 1.",
                    "0.4 lets nobody have said more than two fifths; 1 leaves all as it was.");
        }
    }
}
