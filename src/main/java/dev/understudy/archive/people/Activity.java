package dev.understudy.archive.people;

import java.time.Instant;
import java.util.Optional;

/// How much was written, from when to when.
///
/// @param first empty where nothing was, or where its source has no clock
/// @param last likewise
public record Activity(long messages, Optional<Instant> first, Optional<Instant> last) {
    /// Of those who wrote nothing.
    public static final Activity NONE = new Activity(0, Optional.empty(), Optional.empty());

    /// Of both together.
    public Activity plus(Activity other) {
        return new Activity(
                messages + other.messages,
                first.flatMap(one -> other.first.filter(one::isAfter))
                        .or(() -> first)
                        .or(() -> other.first),
                last.flatMap(one -> other.last.filter(one::isBefore))
                        .or(() -> last)
                        .or(() -> other.last));
    }
}
