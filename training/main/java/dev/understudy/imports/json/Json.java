package dev.understudy.imports.json;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// How the JSON of exports is read: from value to value, never as a tree.
public final class Json {
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxStringLength(10_000_000).build())
                    .build();

    private static final String AGAIN =
            "Export or download it again and import it: only what is missing is added.";

    private Json() {}

    /// A parser of `bytes`, in any of JSON's encodings, with or without a byte order mark.
    public static JsonParser parser(InputStream bytes) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes);
    }

    /// A string, or a number's digits; empty for anything else, which is passed over.
    public static String scalar(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING
                || parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getString();
        }
        parser.skipChildren();
        return "";
    }

    /// Whether the value is `true`; anything else is passed over.
    public static boolean isTrue(JsonParser parser) {
        parser.skipChildren();
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    /// Whether the value is an array with anything in it; it is passed over.
    public static boolean holdsAny(JsonParser parser) {
        boolean[] any = {false};
        forEachItem(
                parser,
                () -> {
                    any[0] = true;
                    parser.skipChildren();
                });
        return any[0];
    }

    /// Hands over every key of the object at whose opening brace the parser stands, the parser then
    /// at the key's value, all of which `value` has to take. What is no object is passed over.
    public static void forEachKey(JsonParser parser, Consumer<String> value) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            value.accept(key);
        }
    }

    /// Calls `item` at every item of the array at whose opening bracket the parser stands; `item`
    /// has to take all of it. What is no array is passed over.
    public static void forEachItem(JsonParser parser, Runnable item) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            item.run();
        }
    }

    /// The line on which the parser stands.
    public static long line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    /// Whether `damage` is only that the end is missing.
    private static boolean endsEarly(JacksonException damage) {
        return damage instanceof UnexpectedEndOfInputException;
    }

    /// Where `damage` is, as `file:line`.
    public static String where(ExportFile file, JacksonException damage) {
        TokenStreamLocation location = damage.getLocation();
        return file + (location == null ? "" : ":" + location.getLineNr());
    }

    /// What to say of a file that cannot be read to its end. Never quotes it.
    ///
    /// @param whole how many messages came before
    public static UserError unreadable(ExportFile file, JacksonException damage, long whole) {
        if (damage instanceof JacksonIOException) {
            return unreadable(file, new IOException(damage.getOriginalMessage(), damage));
        }
        String what =
                endsEarly(damage)
                        ? " ends in the middle"
                        : " is damaged: what stands there is not JSON";
        return new UserError(
                where(file, damage) + what + "; whole messages before that: " + whole + ".",
                AGAIN,
                damage);
    }

    /// What to say of a file that ends in the middle of `line`.
    ///
    /// @param whole how many messages came before
    public static UserError endsEarly(ExportFile file, long line, long whole) {
        return new UserError(
                file
                        + ":"
                        + line
                        + " ends in the middle; whole messages before that: "
                        + whole
                        + ".",
                AGAIN);
    }

    /// What `damage` is, for a list of rejected items.
    static String fault(JacksonException damage) {
        return endsEarly(damage)
                ? "the file ends in the middle"
                : "the file is damaged from here on: what stands there is not JSON";
    }

    /// What to say when the disk or the zip fails.
    public static UserError unreadable(ExportFile file, IOException cause) {
        return new UserError(
                file + " cannot be read: " + cause.getMessage() + ".",
                "Check the disk and the rights to the file, then run the command again.",
                cause);
    }
}
