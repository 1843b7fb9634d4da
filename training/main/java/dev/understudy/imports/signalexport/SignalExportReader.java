package dev.understudy.imports.signalexport;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.TextLines;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonLines;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads a chat of signal-export's: its `data.json`, which is JSON lines, or its `chat.md`. Of a
/// chat's folder, which has both, the better one is read, which is the JSON. Memory: one message,
/// and an id for each.
///
/// There are no ids of people and messages: a message is known by its second, its sender and what
/// it says for the how-maniest time, so that both files give the same.
///
/// Source: carderne/signal-export at 4093921, `sigexport/models.py` and `create.py`, and its lines
/// of 2020.
public final class SignalExportReader implements ExportReader {
    private static final String DATA = "data.json";
    private static final String CHAT = "chat.md";
    private static final Pattern BESIDE = Pattern.compile("index\\.(md|html)|.*\\.css|media/.*");

    private final ZoneId zone;
    private final Optional<String> owner;

    /// A reader for exports from one computer.
    ///
    /// @param zone where the computer was: the files tell only its local time
    /// @param owner what to call its owner, whom the files call `Me`; empty for `Me`
    public SignalExportReader(ZoneId zone, Optional<String> owner) {
        this.zone = zone;
        this.owner = owner;
    }

    @Override
    public String name() {
        return "signal-export";
    }

    @Override
    public String title() {
        return "signal-export (data.json or chat.md)";
    }

    @Override
    public boolean recognises(Export export) {
        return best(export).filter(file -> isJson(file) || isMarkdown(file)).isPresent();
    }

    /// The file to read: all else must be what the exporter puts beside it.
    private static Optional<ExportFile> best(Export export) {
        boolean whole =
                export.files().stream()
                        .map(ExportFile::name)
                        .allMatch(
                                name ->
                                        name.equals(DATA)
                                                || name.equals(CHAT)
                                                || BESIDE.matcher(name).matches());
        Optional<ExportFile> inside =
                whole ? export.file(DATA).or(() -> export.file(CHAT)) : Optional.empty();
        return export.single().or(() -> inside);
    }

    private static boolean isJson(ExportFile file) {
        try (JsonLines lines = new JsonLines(file.openStart())) {
            return lines.advance() && lines.object().filter(JsonRows::isRow).isPresent();
        } catch (IOException undecided) {
            return false;
        }
    }

    private static boolean isMarkdown(ExportFile file) {
        try (TextLines lines = new TextLines(file.openStart())) {
            return Markdown.begins(lines);
        } catch (IOException undecided) {
            return false;
        }
    }

    @Override
    public void read(Export export, Intake intake) {
        ExportFile file = best(export).orElseThrow(() -> foreign(export.path().toString()));
        ExportedChat chat = new ExportedChat(file, zone, owner, intake);
        try {
            if (isJson(file)) {
                readJson(file, chat, intake);
            } else {
                readMarkdown(file, chat, intake);
            }
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
    }

    private static void readJson(ExportFile file, ExportedChat chat, Intake intake)
            throws IOException {
        JsonRows rows = new JsonRows(chat);
        try (JsonLines lines = new JsonLines(file.open())) {
            while (lines.advance()) {
                Optional<JsonNode> row = lines.object();
                if (row.isPresent()) {
                    rows.take(row.get(), lines.number());
                } else if (lines.isLast() && chat.count() > 0) {
                    throw Json.endsEarly(file, lines.number(), chat.count());
                } else {
                    intake.rejected(file + ":" + lines.number(), lines.fault());
                }
                intake.position(lines.position());
            }
        }
    }

    private static void readMarkdown(ExportFile file, ExportedChat chat, Intake intake)
            throws IOException {
        Markdown markdown = new Markdown(chat);
        try (TextLines lines = new TextLines(file.open())) {
            while (advance(lines, file)) {
                markdown.line(lines.line(), lines.number());
                intake.position(lines.position());
            }
            markdown.end();
            intake.position(lines.position());
        }
        if (!markdown.any()) {
            throw foreign(file.toString());
        }
    }

    private static boolean advance(TextLines lines, ExportFile file) throws IOException {
        try {
            return lines.advance();
        } catch (CharacterCodingException foreign) {
            throw new UserError(
                    file + ":" + (lines.number() + 1) + " is not UTF-8 text.",
                    "Export the chats again and import the file as signal-export wrote it.",
                    foreign);
        }
    }

    private static UserError foreign(String what) {
        return new UserError(
                what + " is no chat of signal-export's.",
                "Name the folder that signal-export wrote, or the data.json or chat.md of a chat.");
    }
}
