package dev.understudy.imports.signal;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonLines;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads the plaintext export of Signal's own: `main.jsonl` alone, or the folder or zip in which it
/// lies beside `metadata.json` and `files`. Reads twice, because people are numbers in it that
/// other lines explain. A damaged line is left out alone. Memory: one message, the people and
/// chats, and an id for each message.
///
/// Source: signalapp's `Backup.proto`, of which each line is a frame in protobuf's JSON.
public final class SignalReader implements ExportReader {
    private static final String MAIN = "main.jsonl";
    private static final int LINES_TO_LOOK_AT = 200;
    private static final Set<String> FRAMES = Set.of("recipient", "chat", "chatItem");

    private final Optional<String> owner;

    /// A reader for one phone's exports.
    ///
    /// @param owner what to call the phone's owner; empty for the name in their profile
    public SignalReader(Optional<String> owner) {
        this.owner = owner;
    }

    @Override
    public String name() {
        return "signal";
    }

    @Override
    public String title() {
        return "Signal's plaintext export (main.jsonl, or its folder or zip)";
    }

    @Override
    public boolean recognises(Export export) {
        return main(export).filter(SignalReader::isBackup).isPresent();
    }

    /// The file with the messages: all else must be what Signal puts beside it.
    private static Optional<ExportFile> main(Export export) {
        boolean whole =
                export.files().stream()
                        .map(ExportFile::name)
                        .allMatch(
                                name ->
                                        name.equals(MAIN)
                                                || name.equals("metadata.json")
                                                || name.startsWith("files/"));
        return export.single().or(() -> whole ? export.file(MAIN) : Optional.empty());
    }

    private static boolean isBackup(ExportFile file) {
        try (JsonLines lines = new JsonLines(file.openStart())) {
            while (lines.number() < LINES_TO_LOOK_AT && lines.advance()) {
                Optional<JsonNode> frame = lines.object();
                if (frame.isEmpty()) {
                    return false;
                }
                if (frame.get().size() == 1
                        && FRAMES.contains(frame.get().propertyNames().iterator().next())) {
                    return true;
                }
            }
        } catch (IOException undecided) {
            return false;
        }
        return false;
    }

    @Override
    public void read(Export export, Intake intake) {
        ExportFile file = main(export).orElseThrow(() -> foreign(export.path().toString()));
        try {
            ChatItems items =
                    new ChatItems(file, AddressBook.of(file, owner), new LongTexts(export), intake);
            boolean any = false;
            try (JsonLines lines = new JsonLines(file.open())) {
                while (lines.advance()) {
                    Optional<JsonNode> frame = lines.object();
                    any |= frame.isPresent();
                    if (frame.isEmpty() && lines.isLast() && any) {
                        throw Json.endsEarly(file, lines.number(), items.count());
                    } else if (frame.isEmpty()) {
                        intake.rejected(file + ":" + lines.number(), lines.fault());
                    } else if (frame.get().has("chatItem")) {
                        items.take(frame.get().path("chatItem"), lines.number());
                    }
                    intake.position(lines.position());
                }
            }
            if (!any) {
                throw foreign(file.toString());
            }
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
    }

    private static UserError foreign(String what) {
        return new UserError(
                what + " is no plaintext export of Signal's.",
                "Name the main.jsonl that Signal exported, or the folder or zip that holds it.");
    }
}
