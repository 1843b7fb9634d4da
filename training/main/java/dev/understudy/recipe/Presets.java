package dev.understudy.recipe;

import dev.understudy.recipe.Layer.Given;
import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Settings that go together, in a file of keys and values: those of `config/presets`, which the
/// program carries with it, and anyone's own.
public final class Presets {
    /// Those that are carried along.
    public static final List<String> NAMES =
            List.of(
                    "cloning-my-friends",
                    "recipes",
                    "tweets",
                    "sonnets",
                    "hitchhikers-char",
                    "hitchhikers-char-cpu",
                    "hitchhikers");

    private static final YAMLMapper YAML = YAMLMapper.shared();

    private Presets() {}

    /// The preset that `reference` means: a name of [#NAMES], or a file.
    ///
    /// Throws UserError, with the line, for a key that there is none of, a value that does not fit,
    /// and what is no list of keys and values.
    public static Layer load(String reference) {
        try {
            if (NAMES.contains(reference)) {
                return carried(reference);
            }
            Path file = Path.of(reference);
            if (Files.isRegularFile(file)) {
                return read(name(file), file.toString(), Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            throw new UserError(
                    reference + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make it readable for this user.",
                    unreadable);
        }
        List<String> near = Spelling.closest(reference, NAMES, 1);
        throw new UserError(
                "There is no preset \"" + reference + "\", and no such file.",
                (near.isEmpty() ? "" : "Did you mean " + near.getFirst() + "? ")
                        + "There are: "
                        + String.join(", ", NAMES)
                        + ".");
    }

    private static Layer carried(String name) throws IOException {
        String path = "presets/" + name + ".yml";
        try (InputStream file = Presets.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException(path + " is not in the program");
            }
            return read(name, path, file.readAllBytes());
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }

    private static Layer read(String name, String file, byte[] yaml) {
        List<Given> given = new ArrayList<>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return Layer.of(name, given);
            }
            if (token != JsonToken.START_OBJECT) {
                throw noSetting(place(file, parser));
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String place = place(file, parser);
                String key = parser.currentName();
                parser.nextToken();
                given.add(new Given(key, value(parser, place), place));
            }
        } catch (JacksonException malformed) {
            throw new UserError(
                    "%s:%d: this is no YAML.".formatted(file, malformed.getLocation().getLineNr()),
                    "Write one setting a line, as in epochs: 5.",
                    malformed);
        }
        return Layer.of(name, given);
    }

    private static String value(JsonParser parser, String place) {
        JsonToken token = parser.currentToken();
        if (token.isScalarValue()) {
            return token == JsonToken.VALUE_NULL ? "" : parser.getString();
        }
        if (token != JsonToken.START_ARRAY) {
            throw noSetting(place);
        }
        StringJoiner names = new StringJoiner(",");
        while (parser.nextToken().isScalarValue()) {
            names.add(parser.getString());
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw noSetting(place);
        }
        return names.toString();
    }

    private static String place(String file, JsonParser parser) {
        return file + ":" + parser.currentTokenLocation().getLineNr();
    }

    private static UserError noSetting(String place) {
        return new UserError(
                place + ": this is no setting.", "Write one setting a line, as in epochs: 5.");
    }
}
