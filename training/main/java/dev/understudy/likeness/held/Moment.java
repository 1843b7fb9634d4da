package dev.understudy.likeness.held;

import dev.understudy.chat.Turn;
import java.util.List;

/// A place in a held-out conversation where a friend answered.
///
/// @param before what was said in the conversation until then, not empty
/// @param said what the friend answered
public record Moment(List<Turn> before, Turn said) {
    public Moment {
        before = List.copyOf(before);
    }
}
