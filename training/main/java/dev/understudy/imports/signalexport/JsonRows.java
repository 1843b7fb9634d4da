package dev.understudy.imports.signalexport;

import dev.understudy.imports.format.Reason;
import dev.understudy.imports.json.JsonTree;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Understands the lines of a `data.json`. One thread.
final class JsonRows {
    private final ExportedChat chat;

    JsonRows(ExportedChat chat) {
        this.chat = chat;
    }

    /// Whether `row` looks like one of signal-export's.
    static boolean isRow(JsonNode row) {
        return row.has("date") && row.has("sender") && row.has("body") && row.has("quote");
    }

    /// Takes the message on line `line`.
    void take(JsonNode row, long line) {
        if (JsonTree.holds(row, "deleted")) {
            chat.drop(Reason.DELETED);
            return;
        }
        if (JsonTree.holds(row, "call") || JsonTree.holds(row, "missed")) {
            chat.drop(Reason.SERVICE);
            return;
        }
        Optional<LocalDateTime> date = date(JsonTree.text(row, "date"));
        if (date.isEmpty()) {
            chat.reject(line, "a message without a date that can be read");
            return;
        }
        boolean media = JsonTree.holds(row, "attachments") || JsonTree.holds(row, "sticker");
        chat.take(
                new ExportedChat.Item(
                        date.get(),
                        JsonTree.text(row, "sender").strip(),
                        JsonTree.text(row, "body").strip(),
                        media,
                        line));
    }

    private static Optional<LocalDateTime> date(String date) {
        try {
            return Optional.of(LocalDateTime.parse(date));
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }
}
