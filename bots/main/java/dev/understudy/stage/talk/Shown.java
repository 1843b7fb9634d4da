package dev.understudy.stage.talk;

import dev.understudy.clone.Speaker;
import dev.understudy.settings.UserError;

/// Something for the people in a channel to see.
public sealed interface Shown {

    /// What a clone said: one or more lines, none of them blank.
    record Line(Speaker speaker, String text) implements Shown {}

    /// What the stage has to say about itself: one or more lines.
    record Notice(String text) implements Shown {}

    /// What went wrong, and what to do about it: one line each.
    record Trouble(String problem, String remedy) implements Shown {
        /// The same as data.
        public static Trouble of(UserError error) {
            return new Trouble(error.problem(), error.remedy());
        }
    }
}
