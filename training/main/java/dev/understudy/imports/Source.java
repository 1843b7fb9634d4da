package dev.understudy.imports;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.format.ExportReader;
import java.nio.file.Path;

/// One export to import, and who reads it.
record Source(Export export, ExportReader reader) {
    Path path() {
        return export.path();
    }

    long bytes() {
        return export.bytes();
    }
}
