package dev.understudy.imports.twitter;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.settings.UserError;
import java.io.BufferedInputStream;
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

/// How JSON of Twitter's is read, which may be a program: `window.YTD.tweets.part0 = [ … ]`.
final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxStringLength(10_000_000).build())
                    .build();

    /// What an archive's files begin with, before the name and the `=`.
    private static final String PROGRAM = "window.YTD.";

    private static final int LONGEST_HEAD = 300;

    private Json() {}

    /// The name in `window.YTD.NAME.part0 =`, after which `bytes` stands; empty when there is none,
    /// and it stands at the start.
    static String head(InputStream bytes) throws IOException {
        bytes.mark(LONGEST_HEAD);
        StringBuilder head = new StringBuilder();
        int b = bytes.read();
        while (b >= 0 && b != '=' && b != '[' && b != '{' && head.length() < LONGEST_HEAD - 1) {
            head.append((char) b);
            b = bytes.read();
        }
        int start = head.indexOf(PROGRAM);
        if (b != '=' || start < 0) {
            bytes.reset();
            return "";
        }
        String name = head.substring(start + PROGRAM.length()).strip();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /// The name in the head of `file`; empty when there is none.
    static String head(ExportFile file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(file.open())) {
            return head(bytes);
        }
    }

    static JsonParser parser(InputStream bytes) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes);
    }

    /// A string, or a number's digits, or `true`; empty for anything else, which is passed over.
    static String scalar(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING
                || token == JsonToken.VALUE_NUMBER_INT
                || token == JsonToken.VALUE_TRUE) {
            return parser.getString();
        }
        parser.skipChildren();
        return "";
    }

    /// What to say of a file that cannot be read to its end. Never quotes it.
    ///
    /// @param whole how many tweets came before
    static UserError unreadable(ExportFile file, JacksonException damage, long whole) {
        if (damage instanceof JacksonIOException) {
            return unreadable(file, new IOException(damage.getOriginalMessage(), damage));
        }
        TokenStreamLocation location = damage.getLocation();
        String what =
                damage instanceof UnexpectedEndOfInputException
                        ? " ends in the middle"
                        : " is damaged: what stands there is not JSON";
        return new UserError(
                file
                        + (location == null ? "" : ":" + location.getLineNr())
                        + what
                        + "; whole tweets before that: "
                        + whole
                        + ".",
                "Download the archive again and import it: only what is missing is added.",
                damage);
    }

    static UserError unreadable(ExportFile file, IOException cause) {
        return new UserError(
                file + " cannot be read: " + cause.getMessage() + ".",
                "Check the disk and the rights to the file, then run the command again.",
                cause);
    }
}
