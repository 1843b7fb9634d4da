package dev.understudy.imports;

import java.time.ZoneId;
import java.util.Optional;

/// How to read exports.
///
/// @param format name of the reader to use, as `telegram` or `plain`; empty to recognise it
/// @param zone where the exporting computer was, for sources that tell only its local time
public record ImportOptions(Optional<String> format, ZoneId zone) {
    /// Recognises formats; this computer's time zone.
    public static ImportOptions defaults() {
        return new ImportOptions(Optional.empty(), ZoneId.systemDefault());
    }
}
