package dev.understudy.jobs;

import dev.understudy.settings.UserError;
import java.util.Optional;

/// What came of some work.
///
/// @param told what to say to people; never holds a friend's words
/// @param version the version that came of it, as in `0012`
public record Result(Job.Outcome outcome, String told, Optional<String> version) {

    /// A result without a version.
    public static Result of(Job.Outcome outcome, String told) {
        return new Result(outcome, told, Optional.empty());
    }

    /// A failure that somebody can put right.
    public static Result failed(UserError error) {
        return of(Job.Outcome.FAILED, error.problem() + "\n" + error.remedy());
    }
}
