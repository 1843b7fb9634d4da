package dev.understudy.imports.slack;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Slack's own marks in text, as `<@U02>`, `<https://e.org|this>` and `&amp;`, in words: `@Bob`,
/// `this`, `&`. Stars, underlines and `:short_names:` stay as they were typed.
///
/// Source: docs.slack.dev, "Formatting message text".
record Markup(Directory people, Conversations channels) {
    private static final Pattern MARK =
            Pattern.compile(
                    "<(?<kind>[@#!]?)(?<what>[^\\s<>|][^<>|]{0,4000})(?:\\|(?<label>[^<>]*))?>");

    /// `text` with words in the place of marks.
    String rendered(String text) {
        String words =
                text.indexOf('<') < 0
                        ? text
                        : MARK.matcher(text).replaceAll(m -> Matcher.quoteReplacement(words(m)));
        return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private String words(MatchResult mark) {
        String what = mark.group("what");
        String label = mark.group("label") == null ? "" : mark.group("label");
        return switch (mark.group("kind")) {
            case "@" -> "@" + people.name(what).orElse(label.isBlank() ? "Unknown" : label);
            case "#" -> "#" + (label.isBlank() ? channels.name(what) : label);
            case "!" -> special(what, label);
            default -> link(what, label);
        };
    }

    private static String special(String what, String label) {
        if (!label.isBlank()) {
            return label; // the group's or date's own words
        }
        int end = what.indexOf('^');
        return "@" + (end < 0 ? what : what.substring(0, end));
    }

    private static String link(String target, String label) {
        if (!label.isBlank()) {
            return label;
        }
        return target.replaceFirst("^(?:mailto|tel):", "");
    }
}
