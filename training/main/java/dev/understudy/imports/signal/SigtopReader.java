package dev.understudy.imports.signal;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonTree;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Reads what `sigtop export-messages -f json` writes of Signal Desktop: a file for each
/// conversation, called `Name (telephone number).json` or `Name (group).json`, with a list of
/// messages as Desktop stores them. An export that was stopped gives all its whole messages.
/// Memory: one message, and an id for each.
///
/// Source: tbvdm/sigtop, `cmd_export_messages.go` and `signal/recipient.go`, 2024.
public final class SigtopReader implements SingleFileReader {
    private final Optional<String> owner;

    /// A reader for one computer's exports.
    ///
    /// @param owner what to call the owner of Signal Desktop, whose name is not in the files
    public SigtopReader(Optional<String> owner) {
        this.owner = owner;
    }

    @Override
    public String name() {
        return "sigtop";
    }

    @Override
    public String title() {
        return "sigtop (JSON)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        try (JsonParser parser = Json.parser(file.openStart())) {
            if (parser.nextToken() != JsonToken.START_ARRAY
                    || parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            JsonNode message = JsonTree.tree(parser);
            return message.has("conversationId") && message.has("type");
        } catch (IOException | JacksonException undecided) {
            return false;
        }
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        try (CountedStream bytes = new CountedStream(file.open());
                JsonParser parser = Json.parser(bytes)) {
            SigtopMessages messages = new SigtopMessages(file, owner, intake);
            try {
                read(file, parser, bytes, messages, intake);
            } catch (JacksonException damage) {
                throw Json.unreadable(file, damage, messages.count());
            }
            intake.position(bytes.position());
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
    }

    private static void read(
            ExportFile file,
            JsonParser parser,
            CountedStream bytes,
            SigtopMessages messages,
            Intake intake) {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new UserError(
                    file + " is no list of messages as sigtop writes it.",
                    "Export with: sigtop export-messages -f json");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            long line = Json.line(parser);
            JsonNode message = JsonTree.tree(parser);
            if (message.isObject()) {
                messages.take(message, line);
            } else {
                intake.rejected(file + ":" + line, "not a message");
            }
            intake.position(bytes.position());
        }
        if (parser.nextToken() != null) {
            throw new UserError(
                    file + ":" + Json.line(parser) + " goes on after the end of the export.",
                    "Export the conversation again and import it: only what is missing is added.");
        }
    }
}
