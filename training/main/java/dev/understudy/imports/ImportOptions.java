package dev.understudy.imports;

import dev.understudy.imports.whatsapp.DateOrder;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// How to read exports.
///
/// @param format name of the reader to use, as `telegram` or `plain`; empty to recognise it
/// @param zone where the exporting computer was, for sources that tell only its local time
/// @param dateOrder how WhatsApp's dates, and a table's, are read; empty to find out
/// @param columns a table's columns by what they hold: `sender`, `text`, `time`, `id`, `channel`;
///   what is absent is told by their names
/// @param owner what to call whose export it is, where it does not tell: who wrote documents and
///   tweets, whose own lines are in Signal's and iMessage's files
/// @param splitAt the line that stands between documents, as `train --split-at` takes it; empty
///   when each file is one
public record ImportOptions(
        Optional<String> format,
        ZoneId zone,
        Optional<DateOrder> dateOrder,
        Map<String, String> columns,
        Optional<String> owner,
        Optional<String> splitAt) {
    public ImportOptions {
        columns = Map.copyOf(columns);
    }

    /// For chats of apps, which need no more.
    public ImportOptions(Optional<String> format, ZoneId zone, Optional<DateOrder> dateOrder) {
        this(format, zone, dateOrder, Map.of(), Optional.empty(), Optional.empty());
    }

    /// Recognises formats; this computer's time zone.
    public static ImportOptions defaults() {
        return new ImportOptions(Optional.empty(), ZoneId.systemDefault(), Optional.empty());
    }
}
