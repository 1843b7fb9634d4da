package dev.understudy.imports.json;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// How the JSON of exports is read one message at a time, as a tree: for those with many shapes.
public final class JsonTree {
    private static final JsonMapper MAPPER = JsonMapper.builder(Json.FACTORY).build();

    /// Reads one of several values; the other refuses more than one.
    private static final ObjectReader PART =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /// Milliseconds of the year 10,000; what is later is no time.
    private static final long LAST = 253_402_300_800_000L;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private JsonTree() {}

    /// The value that begins at the parser's token. Throws JacksonException when it is damaged.
    public static JsonNode tree(JsonParser parser) {
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
    public static String first(JsonNode object, String... keys) {
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
    public static Optional<Instant> time(JsonNode object, String key) {
        JsonNode value = object.path(key);
        if (value.isObject()) {
            long high = value.path("high").asLong(0);
            long low = value.path("low").asLong(0) & 0xFFFF_FFFFL;
            return time((high << Integer.SIZE) + low);
        }
        String digits = text(object, key);
        return NUMBER.matcher(digits).matches() ? time(Long.parseLong(digits)) : Optional.empty();
    }

    private static Optional<Instant> time(long millis) {
        return millis > 0 && millis < LAST
                ? Optional.of(Instant.ofEpochMilli(millis))
                : Optional.empty();
    }
}
