package dev.understudy.stage.command;

/// One thing that may follow a command's word.
///
/// @param name in lower case with dashes; unique in its command
/// @param purpose what it does, in a few words
public record Parameter(String name, Kind kind, boolean required, String purpose) {
    /// What a parameter takes.
    public enum Kind {
        /// The name of a clone that can be called here.
        CLONE,
        /// Any words.
        TEXT,
        /// Yes or no.
        CHOICE,
        /// A number such as 0.8.
        NUMBER,
        /// A whole number.
        WHOLE
    }

    static Parameter required(String name, Kind kind, String purpose) {
        return new Parameter(name, kind, true, purpose);
    }

    static Parameter optional(String name, Kind kind, String purpose) {
        return new Parameter(name, kind, false, purpose);
    }
}
