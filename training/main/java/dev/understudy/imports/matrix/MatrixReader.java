package dev.understudy.imports.matrix;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonFiles;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/// Reads the JSON that Element exports a room to. Reads twice: names, edits and redactions stand
/// behind the messages they are about. Memory: one message, all names, and what was edited.
///
/// Source: element-hq/element-web, `JSONExport.ts`, of matrix-react-sdk bb84700; it writes no edits
/// and reactions, which other tools of the same form do.
public final class MatrixReader implements SingleFileReader {
    /// The values of a file's own keys.
    private static final class Root {
        private String name = "";
        private boolean hasEvents;
    }

    @Override
    public String name() {
        return "matrix";
    }

    @Override
    public String title() {
        return "Matrix (Element's export in JSON)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        return JsonFiles.begins(
                file,
                parser -> parser.currentToken() == JsonToken.START_OBJECT && isExport(parser));
    }

    private static boolean isExport(JsonParser parser) {
        boolean room = false;
        boolean exporter = false;
        while (!(room && exporter) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
            room |= parser.currentName().equals("room_name");
            exporter |= parser.currentName().equals("exported_by");
            parser.nextToken();
            parser.skipChildren();
        }
        return room && exporter;
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        Survey survey = new Survey();
        Root root = survey(file, survey);
        if (!root.hasEvents) {
            throw foreign(file);
        }
        RoomReading reading = new RoomReading(file, root.name, survey, intake);
        JsonFiles files = new JsonFiles(intake, 1);
        files.read(
                file,
                (parser, item) -> {
                    parser.nextToken();
                    events(
                            parser,
                            new Root(),
                            event -> {
                                reading.deliver(event);
                                item.run();
                            },
                            line -> {
                                reading.foreign(line);
                                item.run();
                            });
                });
        files.finish();
    }

    /// All that can be known before the second reading, as far as the file is whole.
    private static Root survey(ExportFile file, Survey survey) {
        Root root = new Root();
        try (JsonParser parser = Json.parser(file.open())) {
            parser.nextToken();
            events(parser, root, survey::hear, _ -> {});
        } catch (JacksonIOException unreadable) {
            throw Json.unreadable(file, unreadable, 0);
        } catch (JacksonException _) {
            return root; // the second reading says where the damage is
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
        return root;
    }

    private static void events(
            JsonParser parser, Root root, Consumer<MatrixEvent> sink, LongConsumer foreign) {
        Json.forEachKey(
                parser,
                key -> {
                    switch (key) {
                        case "room_name" -> root.name = Json.scalar(parser);
                        case "messages" -> {
                            root.hasEvents |= parser.currentToken() == JsonToken.START_ARRAY;
                            Json.forEachItem(parser, () -> event(parser, sink, foreign));
                        }
                        default -> parser.skipChildren();
                    }
                });
    }

    private static void event(JsonParser parser, Consumer<MatrixEvent> sink, LongConsumer foreign) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            sink.accept(MatrixEvent.read(parser));
        } else {
            foreign.accept(Json.line(parser));
            parser.skipChildren();
        }
    }

    private static UserError foreign(ExportFile file) {
        return new UserError(
                file + " is no export of a Matrix room with messages in it.",
                "Export the room in Element with the format JSON.");
    }
}
