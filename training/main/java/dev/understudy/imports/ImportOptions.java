package dev.understudy.imports;

import dev.understudy.imports.whatsapp.DateOrder;
import java.time.ZoneId;
import java.util.Optional;

/// How to read exports.
///
/// @param format name of the reader to use, as `telegram` or `plain`; empty to recognise it
/// @param zone where the exporting computer was, for sources that tell only its local time
/// @param dateOrder how WhatsApp's dates are read; empty to find out
/// @param owner what to call who exported, where the export does not tell; empty for `Me`
public record ImportOptions(
        Optional<String> format,
        ZoneId zone,
        Optional<DateOrder> dateOrder,
        Optional<String> owner) {
    /// Options for exports that name everybody.
    public ImportOptions(Optional<String> format, ZoneId zone, Optional<DateOrder> dateOrder) {
        this(format, zone, dateOrder, Optional.empty());
    }

    /// Recognises formats; this computer's time zone.
    public static ImportOptions defaults() {
        return new ImportOptions(Optional.empty(), ZoneId.systemDefault(), Optional.empty());
    }
}
