package dev.understudy.imports.format;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.settings.UserError;

/// Reads exports of which each file stands for itself. Thread-safe.
public interface SingleFileReader extends ExportReader {
    /// As [ExportReader#recognises], for one file.
    boolean recognises(ExportFile file);

    /// As [ExportReader#read], for one file.
    void read(ExportFile file, Intake intake);

    @Override
    default boolean recognises(Export export) {
        return export.single().filter(this::recognises).isPresent();
    }

    @Override
    default void read(Export export, Intake intake) {
        read(
                export.single()
                        .orElseThrow(
                                () ->
                                        new UserError(
                                                export.path() + " is not one file.",
                                                "Name the file in it that is the export.")),
                intake);
    }
}
