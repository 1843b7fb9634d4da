package dev.understudy.imports.format;

import java.nio.file.Path;

/// Reads the exports of one app. Streams: memory does not grow with the file. Thread-safe.
public interface ExportReader {
    /// The word for `--format`, such as `telegram`.
    String name();

    /// What people call the format, such as `Telegram Desktop, result.json`.
    String title();

    /// Whether the content of `file`, not its name, is of this format; damage further on does not
    /// matter. False, too, for what cannot be read.
    boolean recognises(Path file);

    /// Hands everything in `file` to `intake`, in the order of the file.
    ///
    /// Throws UserError when it is not of this format or damaged; all whole messages before the
    /// damage have been handed over by then.
    void read(Path file, Intake intake);
}
