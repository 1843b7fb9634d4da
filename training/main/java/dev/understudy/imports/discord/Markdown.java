package dev.understudy.imports.discord;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Discord's own marks in raw text, as `<@102>` or `<:pog:555>`, in words: `@Bob`, `:pog:`.
/// DiscordChatExporter and the live door write the same words, so text that has no marks any more
/// stays as it is.
///
/// @param channelId of the channel that the text stands in
/// @param channelName of that channel; others are unknown
/// @param people names by id of those who are mentioned
record Markdown(String channelId, String channelName, Map<String, String> people) {
    private static final Pattern MARK =
            Pattern.compile(
                    "<(?:@!?(?<user>\\d+)|@&(?<role>\\d+)|#(?<channel>\\d+)"
                            + "|a?:(?<emoji>\\w{1,64}):\\d+|t:(?<time>-?\\d{1,12})(?::[a-zA-Z])?"
                            + "|/(?<command>[^:<>\\n]{1,100}):\\d+"
                            + "|id:(?<guide>[a-z-]{1,20})(?::\\d+)?)>");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    Markdown {
        people = Map.copyOf(people);
    }

    /// `text` with names in the place of marks; who or what is unknown is called so.
    String rendered(String text) {
        return text.indexOf('<') < 0
                ? text
                : MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(words(mark)));
    }

    private String words(MatchResult mark) {
        if (mark.group("user") != null) {
            return "@" + people.getOrDefault(mark.group("user"), "Unknown");
        }
        if (mark.group("role") != null) {
            return "@deleted-role";
        }
        if (mark.group("channel") != null) {
            boolean here = mark.group("channel").equals(channelId) && !channelName.isBlank();
            return "#" + (here ? channelName : "deleted-channel");
        }
        if (mark.group("emoji") != null) {
            return ":" + mark.group("emoji") + ":";
        }
        if (mark.group("time") != null) {
            return TIME.format(Instant.ofEpochSecond(Long.parseLong(mark.group("time"))));
        }
        return mark.group("command") != null
                ? "/" + mark.group("command")
                : "#" + mark.group("guide");
    }
}
