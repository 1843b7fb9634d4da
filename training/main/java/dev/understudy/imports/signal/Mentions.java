package dev.understudy.imports.signal;

import dev.understudy.imports.json.JsonTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// Puts names where Signal keeps U+FFFC and says beside the text who is meant.
final class Mentions {
    private static final char PLACEHOLDER = '\uFFFC';
    private static final int MAX_MENTIONS = 1_000;

    private Mentions() {}

    /// One mention.
    ///
    /// @param start index into the text, in UTF-16 units
    private record Mention(int start, String name) {}

    /// `text` with `@name` for every mention, and without placeholders of anything else.
    ///
    /// @param names the name for an account's UUID; empty when nobody knows it
    static String rendered(String text, JsonNode ranges, UnaryOperator<String> names) {
        if (text.indexOf(PLACEHOLDER) < 0) {
            return text;
        }
        StringBuilder rendered = new StringBuilder(text);
        for (Mention mention : mentions(text, ranges, names)) {
            rendered.replace(mention.start(), mention.start() + 1, "@" + mention.name());
        }
        return rendered.toString().replace(String.valueOf(PLACEHOLDER), "");
    }

    /// From the last to the first, so that replacing one moves none of the others.
    private static List<Mention> mentions(
            String text, JsonNode ranges, UnaryOperator<String> names) {
        List<Mention> mentions = new ArrayList<>();
        for (JsonNode range : ranges) {
            String account = ServiceId.of(JsonTree.first(range, "mentionAci", "mentionUuid"));
            int start = range.path("start").asInt(0); // which protobuf's JSON leaves out when 0
            boolean stands =
                    start >= 0 && start < text.length() && text.charAt(start) == PLACEHOLDER;
            boolean taken = mentions.stream().anyMatch(other -> other.start() == start);
            if (!account.isBlank() && stands && !taken && mentions.size() < MAX_MENTIONS) {
                mentions.add(new Mention(start, name(range, account, names)));
            }
        }
        mentions.sort(Comparator.comparingInt(Mention::start).reversed());
        return mentions;
    }

    private static String name(JsonNode range, String account, UnaryOperator<String> names) {
        String known = names.apply(account);
        String shown = known.isBlank() ? JsonTree.text(range, "replacementText") : known;
        return shown.isBlank() ? "Unknown" : shown;
    }
}
