package dev.understudy.stage.command;

import dev.understudy.settings.UserError;
import java.util.List;

/// What comes of a command, for whoever asked.
///
/// @param text one or more lines
/// @param choices what to do next, as buttons; a platform without buttons shows the commands
public record Answer(String text, List<Choice> choices) {
    public Answer {
        choices = List.copyOf(choices);
    }

    /// Words alone.
    public static Answer of(String text) {
        return new Answer(text, List.of());
    }

    /// What went wrong, and what to do about it.
    public static Answer of(UserError error) {
        return of(error.problem() + "\n" + error.remedy());
    }
}
