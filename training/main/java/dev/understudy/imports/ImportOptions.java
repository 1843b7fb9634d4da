package dev.understudy.imports;

import dev.understudy.imports.whatsapp.DateOrder;
import java.time.ZoneId;
import java.util.Optional;

/// How to read exports.
///
/// @param format name of the reader to use, as `telegram` or `plain`; empty to recognise it
/// @param zone where the exporting computer was, for sources that tell only its local time
/// @param dateOrder how WhatsApp's dates are read; empty to find out
public record ImportOptions(Optional<String> format, ZoneId zone, Optional<DateOrder> dateOrder) {
    /// Recognises formats; this computer's time zone.
    public static ImportOptions defaults() {
        return new ImportOptions(Optional.empty(), ZoneId.systemDefault(), Optional.empty());
    }
}
