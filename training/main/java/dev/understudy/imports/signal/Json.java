package dev.understudy.imports.signal;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// How JSON of Signal's is read: one message at a time, as a tree.
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(10_000_000)
                                                    .build())
                                    .build())
                    .build();

    /// Reads one of several values; the other refuses more than one.
    private static final ObjectReader PART =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /// Milliseconds of the year 10,000; what is later is no time.
    private static final long LAST = 253_402_300_800_000L;

    private static final int LONGEST_NUMBER = 18;

    private Json() {}

    static JsonParser parser(InputStream bytes) {
        return MAPPER.createParser(bytes);
    }

    /// The value that begins at the parser's token. Throws JacksonException when it is damaged.
    static JsonNode tree(JsonParser parser) {
        return PART.readTree(parser);
    }

    /// The one value that `text` is. Throws JacksonException when it is not.
    static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }

    /// The string or the number's digits under `key`; else empty.
    public static String text(JsonNode object, String key) {
        JsonNode value = object.path(key);
        return value.isString() || value.isIntegralNumber() ? value.asString() : "";
    }

    /// The first of `keys` that says something; else empty.
    static String first(JsonNode object, String... keys) {
        for (String key : keys) {
            String text = text(object, key);
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    /// Whether there is more under `key` than `null`, `false` and empty things.
    public static boolean holds(JsonNode object, String key) {
        JsonNode value = object.path(key);
        return switch (value.getNodeType()) {
            case ARRAY, OBJECT -> !value.isEmpty();
            case STRING -> !value.asString().isBlank();
            case BOOLEAN -> value.asBoolean();
            case NUMBER -> true;
            case BINARY, MISSING, NULL, POJO -> false;
        };
    }

    /// The time that milliseconds under `key` tell, as a number, a string of digits, or the two
    /// halves that old versions of Signal Desktop wrote.
    static Optional<Instant> time(JsonNode object, String key) {
        JsonNode value = object.path(key);
        if (value.isObject()) {
            long high = value.path("high").asLong(0);
            long low = value.path("low").asLong(0) & 0xFFFF_FFFFL;
            return time((high << Integer.SIZE) + low);
        }
        String digits = text(object, key);
        return digits.matches("[0-9]{1," + LONGEST_NUMBER + "}")
                ? time(Long.parseLong(digits))
                : Optional.empty();
    }

    private static Optional<Instant> time(long millis) {
        return millis > 0 && millis < LAST
                ? Optional.of(Instant.ofEpochMilli(millis))
                : Optional.empty();
    }

    /// What to say of a file that the disk does not give.
    public static UserError unreadable(ExportFile file, IOException cause) {
        return new UserError(
                file + " cannot be read: " + cause.getMessage() + ".",
                "Check the disk and the rights to the file, then run the command again.",
                cause);
    }
}
