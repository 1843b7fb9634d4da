package dev.understudy.imports.signal;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;

/// Reads what `sigtop export-messages -f json` writes of Signal Desktop: a file for each
/// conversation, called `Name (telephone number).json` or `Name (group).json`, with a list of
/// messages as Desktop stores them. An export that was stopped gives all its whole messages.
/// Memory: one message, and an id for each.
///
/// Source: tbvdm/sigtop, `cmd_export_messages.go` and `signal/recipient.go`, 2024.
public final class SigtopReader implements SingleFileReader {
    private static final int HALF_A_WORD = 5;

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
        try (JsonParser parser = Json.parser(file.open())) {
            if (parser.nextToken() != JsonToken.START_ARRAY
                    || parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            JsonNode message = Json.tree(parser);
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
                if (!endsEarly(damage, parser, file)) {
                    throw damage;
                }
                intake.rejected(
                        where(file, damage), "the file ends in the middle: the export was stopped");
            }
            intake.position(bytes.position());
        } catch (JacksonIOException unreadable) {
            throw Json.unreadable(
                    file, new IOException(unreadable.getOriginalMessage(), unreadable));
        } catch (JacksonException damage) {
            throw new UserError(
                    where(file, damage) + " is damaged: what stands there is not JSON.",
                    "Export the conversation again; nothing of this file was stored.",
                    damage);
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
            long line = parser.currentTokenLocation().getLineNr();
            JsonNode message = Json.tree(parser);
            if (message.isObject()) {
                messages.take(message, line);
            } else {
                intake.rejected(file + ":" + line, "not a message");
            }
            intake.position(bytes.position());
        }
        if (parser.nextToken() != null) {
            throw new UserError(
                    file
                            + ":"
                            + parser.currentTokenLocation().getLineNr()
                            + " goes on after the end of the export.",
                    "Export the conversation again; nothing of this file was stored.");
        }
    }

    /// Whether only the end is missing; half a letter or half of `false` may be the last there is.
    private static boolean endsEarly(JacksonException damage, JsonParser parser, ExportFile file) {
        long rest = file.bytes() - parser.currentLocation().getByteOffset();
        return damage instanceof UnexpectedEndOfInputException
                || (rest <= HALF_A_WORD && !(damage instanceof JacksonIOException));
    }

    private static String where(ExportFile file, JacksonException damage) {
        TokenStreamLocation location = damage.getLocation();
        return file + (location == null ? "" : ":" + location.getLineNr());
    }
}
