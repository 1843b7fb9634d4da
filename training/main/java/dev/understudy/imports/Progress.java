package dev.understudy.imports;

/// Hears how far an import is, about once for each megabyte and at both ends of each step.
@FunctionalInterface
public interface Progress {
    /// For who does not care.
    Progress NONE = (_, _, _) -> {};

    /// Why exports are read: to see what they hold, or to store it.
    enum Step {
        CHECK,
        STORE
    }

    /// Called with how far one step is.
    ///
    /// @param bytes read so far in this step, of all files together
    /// @param total bytes in all files together
    void at(Step step, long bytes, long total);
}
