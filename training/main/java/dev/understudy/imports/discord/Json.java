package dev.understudy.imports.discord;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
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

/// How JSON of Discord's is read.
final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxStringLength(10_000_000).build())
                    .build();

    private Json() {}

    static JsonParser parser(InputStream bytes) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes);
    }

    /// A string, or a number's digits; empty for anything else, which is passed over.
    static String scalar(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING
                || parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getString();
        }
        parser.skipChildren();
        return "";
    }

    /// The line on which the parser stands.
    static long line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    static boolean endsEarly(JacksonException damage) {
        return damage instanceof UnexpectedEndOfInputException;
    }

    /// Where `damage` is, as `file:line`.
    static String where(ExportFile file, JacksonException damage) {
        TokenStreamLocation location = damage.getLocation();
        return file + (location == null ? "" : ":" + location.getLineNr());
    }

    /// What to say of a file that cannot be read to its end. Never quotes it.
    ///
    /// @param whole how many messages came before
    static UserError unreadable(ExportFile file, JacksonException damage, long whole) {
        if (damage instanceof JacksonIOException) {
            return unreadable(file, new IOException(damage.getOriginalMessage(), damage));
        }
        String what =
                endsEarly(damage)
                        ? " ends in the middle"
                        : " is damaged: what stands there is not JSON";
        return new UserError(
                where(file, damage) + what + "; whole messages before that: " + whole + ".",
                "Export or download it again and import it: only what is missing is added.",
                damage);
    }

    static UserError unreadable(ExportFile file, IOException cause) {
        return new UserError(
                file + " cannot be read: " + cause.getMessage() + ".",
                "Check the disk and the rights to the file, then run the command again.",
                cause);
    }
}
