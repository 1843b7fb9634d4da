package dev.understudy.imports.format;

import dev.understudy.imports.files.Export;

/// Reads the exports of one app. Streams: memory does not grow with the export. Thread-safe.
public interface ExportReader {
    /// The word for `--format`, such as `telegram`.
    String name();

    /// What people call the format, such as `Telegram Desktop, result.json`.
    String title();

    /// Whether the content of `export`, not its name, is of this format as a whole: a folder or zip
    /// counts when its files belong together. Damage further on does not matter. False, too, for
    /// what cannot be read.
    boolean recognises(Export export);

    /// Hands everything in `export` to `intake`, in the order of its files.
    ///
    /// Throws UserError when it is not of this format or damaged; all whole messages before the
    /// damage have been handed over by then.
    void read(Export export, Intake intake);
}
