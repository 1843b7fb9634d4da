package dev.understudy.settings.yaml;

import dev.understudy.settings.UserError;
import dev.understudy.settings.yaml.Node.Entries;
import dev.understudy.settings.yaml.Node.Entry;
import dev.understudy.settings.yaml.Node.Items;
import dev.understudy.settings.yaml.Node.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads YAML for what it says and on which line. What is wrong with it is told without a word of
/// it, since a token may have got there by mistake.
///
/// @param file as a person knows it
public record YamlText(String file) {
    private static final YAMLMapper YAML = YAMLMapper.shared();

    /// What `yaml` says; no entries where it says nothing.
    ///
    /// Throws UserError, with the line, where it is no YAML, says a key twice, or refers to another
    /// part of itself.
    public Node read(byte[] yaml) {
        try (JsonParser parser = YAML.createParser(yaml)) {
            if (parser.nextToken() == null) {
                return new Entries(file + ":1", List.of());
            }
            Node whole = node(parser);
            if (parser.nextToken() != null) {
                throw malformed(parser.currentTokenLocation());
            }
            return whole;
        } catch (JacksonException malformed) {
            OptionalInt line = lineWithTab(new String(yaml, StandardCharsets.UTF_8));
            throw line.isPresent()
                    ? tab(file + ":" + line.getAsInt())
                    : malformed(malformed.getLocation());
        }
    }

    private Node node(JsonParser parser) {
        String place = place(parser.currentTokenLocation());
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new UserError(
                    place + ": this refers to another part of the file.",
                    "Write it out, or put it between quotes.");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return entries(parser, place);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(parser));
            }
            return new Items(place, items);
        }
        return new Text(place, token == JsonToken.VALUE_NULL ? "" : parser.getString());
    }

    private Entries entries(JsonParser parser, String place) {
        List<Entry> entries = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            String here = place(parser.currentTokenLocation());
            if (key.startsWith("\t")) {
                throw tab(here);
            }
            String before = places.put(key, here);
            if (before != null) {
                throw new UserError(
                        "%s: %s is said twice, first in line %s."
                                .formatted(
                                        here, key, before.substring(before.lastIndexOf(':') + 1)),
                        "Leave one of them out.");
            }
            parser.nextToken();
            entries.add(new Entry(key, here, node(parser)));
        }
        return new Entries(place, entries);
    }

    private String place(TokenStreamLocation location) {
        return file + ":" + Math.max(1, location.getLineNr());
    }

    /// The first line that begins with a tab: what YAML refuses far away from there.
    private static OptionalInt lineWithTab(String yaml) {
        List<String> lines = yaml.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).matches(" *\t.*"))
                .map(line -> line + 1)
                .findFirst();
    }

    private static UserError tab(String place) {
        return new UserError(
                place + ": a tab stands before this setting.", "Write two spaces instead.");
    }

    private UserError malformed(TokenStreamLocation location) {
        return new UserError(
                place(Optional.ofNullable(location).orElse(TokenStreamLocation.NA))
                        + ": this is no YAML.",
                "Write one setting a line, as in name: value, with quotes around text that holds"
                        + " signs, and the same number of spaces before those of one group.");
    }
}
