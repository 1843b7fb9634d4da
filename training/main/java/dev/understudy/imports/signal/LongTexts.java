package dev.understudy.imports.signal;

import dev.understudy.archive.Archive;
import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.json.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What Signal keeps beside the messages because it is longer than 2,000 bytes: the message has
/// only its beginning. Memory: the names of the files.
final class LongTexts {
    private static final String FOLDER = "files/";

    private final Map<String, ExportFile> byHash = new HashMap<>();

    /// The texts in the folder `files` of `export`; a lone file has none.
    LongTexts(Export export) {
        for (ExportFile file : export.files()) {
            if (file.name().startsWith(FOLDER)) {
                String name = file.name().substring(file.name().lastIndexOf('/') + 1);
                int ending = name.indexOf('.');
                byHash.put(ending < 0 ? name : name.substring(0, ending), file);
            }
        }
    }

    /// Whether an attachment is the rest of a text.
    static boolean isText(JsonNode attachment) {
        return JsonTree.text(attachment.path("pointer"), "contentType")
                .equals("text/x-signal-plain");
    }

    /// The whole text of a `standardMessage` that begins with `body`; else `body`.
    ///
    /// Throws IOException when the file cannot be read.
    String whole(JsonNode standard, String body) throws IOException {
        Optional<ExportFile> file =
                Stream.concat(
                                Stream.of(standard.path("longText")),
                                standard.path("attachments")
                                        .valueStream()
                                        .filter(LongTexts::isText)
                                        .map(attachment -> attachment.path("pointer")))
                        .flatMap(pointer -> file(pointer).stream())
                        .findFirst();
        if (file.isEmpty()) {
            return body;
        }
        String text = read(file.get());
        return text.startsWith(body) ? text : body;
    }

    private Optional<ExportFile> file(JsonNode pointer) {
        String hash = JsonTree.text(pointer.path("locatorInfo"), "plaintextHash");
        try {
            String name = HexFormat.of().formatHex(Base64.getDecoder().decode(hash));
            return Optional.ofNullable(byHash.get(name));
        } catch (IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }

    /// No more of it than makes a message too long; nothing when it is no text.
    private static String read(ExportFile file) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Reader reader =
                new BufferedReader(
                        new InputStreamReader(file.open(), StandardCharsets.UTF_8.newDecoder()))) {
            for (int c = reader.read();
                    c >= 0 && text.length() <= Archive.MAX_TEXT;
                    c = reader.read()) {
                text.append((char) c);
            }
        } catch (CharacterCodingException other) {
            return "";
        }
        return text.toString();
    }
}
