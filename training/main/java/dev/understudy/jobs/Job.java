package dev.understudy.jobs;

import dev.understudy.chat.Circle;
import java.time.Instant;
import java.util.Optional;

/// Something that is to be done for a circle once, whoever does it.
///
/// @param id names a folder, too: `friends.2026-11-30` is a night's, `friends.17` what somebody
///   asked for
/// @param begun there while somebody works on it, and once it has ended if anybody did
/// @param ended written once, and never changed
public record Job(
        String id, Circle circle, Asked asked, Optional<Begun> begun, Optional<Ended> ended) {

    /// Why there is a job.
    public enum Reason {
        /// A night came.
        NIGHTLY,
        /// Somebody asked.
        ASKED
    }

    /// How far a job is.
    public enum State {
        WAITING,
        RUNNING,
        ENDED
    }

    /// What came of a job.
    public enum Outcome {
        /// A new version is live.
        PROMOTED,
        /// A new version did not pass the gates.
        REJECTED,
        /// There was nothing to do.
        SKIPPED,
        /// It could not be done.
        FAILED
    }

    /// That it was asked for.
    ///
    /// @param by who asked: a name for people
    public record Asked(Reason reason, Instant at, String by) {}

    /// That somebody works on it, or did.
    ///
    /// @param at when the present worker began, or the last one
    /// @param by which worker it is: a name for people
    /// @param attempt 1 for the first who began it, one more for each who went on with it
    /// @param progress as in `step 250 of 1,000`; empty when nothing was told yet
    public record Begun(Instant at, String by, long attempt, String progress) {}

    /// What came of it.
    ///
    /// @param told what to say about it
    /// @param version the version that came of it, as in `0012`
    public record Ended(Instant at, Outcome outcome, String told, Optional<String> version) {}

    public State state() {
        if (ended.isPresent()) {
            return State.ENDED;
        }
        return begun.isPresent() ? State.RUNNING : State.WAITING;
    }

    /// How far it is, for people: the end of a sentence without its full stop.
    public String standing() {
        return switch (state()) {
            case WAITING -> "it waits for a worker";
            case RUNNING ->
                    begun.map(Begun::progress)
                            .filter(told -> !told.isEmpty())
                            .orElse("it has begun");
            case ENDED -> ended.map(Ended::told).orElseThrow();
        };
    }
}
