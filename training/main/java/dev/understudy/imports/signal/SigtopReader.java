package dev.understudy.imports.signal;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Damages;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonTree;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Reads what `sigtop export-messages -f json` writes of Signal Desktop: a file for each
/// conversation, called `Name (telephone number).json` or `Name (group).json`, with a list of
/// messages as Desktop stores them. In a folder of them, people have the names of the files of
/// their own. An export that was stopped gives all its whole messages. Memory: one message, the
/// names, and an id for each message of a file.
///
/// Source: tbvdm/sigtop, `cmd_export_messages.go` and `signal/recipient.go`, 2024.
public final class SigtopReader implements ExportReader {
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
        return "sigtop (JSON, a file or a folder of them)";
    }

    @Override
    public boolean recognises(Export export) {
        return !export.files().isEmpty()
                && (export.single().isPresent()
                        || export.files().stream().allMatch(SigtopReader::isAtTop))
                && export.files().stream().allMatch(SigtopReader::isConversation);
    }

    private static boolean isAtTop(ExportFile file) {
        return file.name().endsWith(".json") && file.name().indexOf('/') < 0;
    }

    private static boolean isConversation(ExportFile file) {
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
    public void read(Export export, Intake intake) {
        Damages damages = new Damages();
        Map<String, String> names = new HashMap<>();
        export.files().forEach(file -> SigtopMessages.partner(file, names));
        long finished = 0;
        for (ExportFile file : export.files()) {
            SigtopMessages messages = new SigtopMessages(file, owner, names, intake);
            long before = finished;
            try (CountedStream bytes = new CountedStream(file.open());
                    JsonParser parser = Json.parser(bytes)) {
                read(messages, parser, () -> intake.position(before + bytes.position()))
                        .ifPresent(damages::add);
            } catch (JacksonException damage) {
                damages.add(Json.unreadable(file, damage, messages.count()));
            } catch (IOException unreadable) {
                damages.add(Json.unreadable(file, unreadable));
            }
            finished += file.bytes();
            intake.position(finished);
        }
        damages.raise();
    }

    /// Hands over the messages of a file. What is wrong with it, if it is no list of them.
    private static Optional<UserError> read(
            SigtopMessages messages, JsonParser parser, Runnable item) {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return Optional.of(
                    new UserError(
                            messages.file() + " is no list of messages as sigtop writes it.",
                            "Export with: sigtop export-messages -f json"));
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            long line = Json.line(parser);
            messages.take(JsonTree.tree(parser), line);
            item.run();
        }
        return parser.nextToken() == null
                ? Optional.empty()
                : Optional.of(
                        new UserError(
                                messages.file()
                                        + ":"
                                        + Json.line(parser)
                                        + " goes on after the end of the export.",
                                "Export the conversation again and import it: only what is missing"
                                        + " is added."));
    }
}
